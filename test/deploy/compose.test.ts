// The files of Docker Compose, as the library of Docker Compose reads them: by the specification, and against what they are about.
// Nothing is started: there is no Docker where the tests run. The steps of Temporal are tried in temporal-steps.test.ts.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { settingFaults } from '../../adapters/env/config.ts';
import { AGENT_ROLES } from '../../domain/system/agent/agent.ts';
import { type ComposeTool, provideCompose } from '../support/compose/compose-config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BASE = join(ROOT, 'docker-compose.temporal.yml');
const S3 = join(ROOT, 'deploy/compose/s3.yml');
const KEYS = { WEBLOOM_API_KEY: 'a-key', S3_SECRET_KEY: 'a-secret' };
const STEPS = ['temporal-schema', 'temporal-namespace', 's3-bucket'];

interface Service {
  readonly image?: string;
  readonly command?: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
  readonly ports?: readonly { readonly host_ip?: string }[];
  readonly volumes?: readonly { readonly type: string; readonly source: string; readonly target: string }[];
}

interface Project {
  readonly services: Readonly<Record<string, Service>>;
}

const tool = await provideCompose();
const why = 'reason' in tool ? `: left out, ${tool.reason}` : '';
const load = async (
  files: readonly string[],
  env: Readonly<Record<string, string>> = KEYS,
): Promise<Project> => (await (tool as ComposeTool).config(files, env)) as Project;

describe.skipIf('reason' in tool)(`the files of Docker Compose${why}`, () => {
  it('ask for a key of one’s own, in words, and for nothing else', async () => {
    await expect(load([BASE], {})).rejects.toThrow('set WEBLOOM_API_KEY to a secret of your own');
    await expect(load([BASE, S3], { WEBLOOM_API_KEY: 'x' })).rejects.toThrow(
      'set S3_SECRET_KEY to a secret of your own',
    );
    await load([BASE], { WEBLOOM_API_KEY: 'x' });
  });

  it('are refused where they are not of the specification', async () => {
    const broken = join(ROOT, 'deploy/kubernetes/settings.yaml');
    await expect(load([BASE, broken])).rejects.toThrow(/additional properties .*'kind'/);
  });

  describe.each([
    ['without a server of S3', [BASE]],
    ['with a server of S3', [BASE, S3]],
  ])('%s', (_name, files) => {
    it('run every role, with settings that a process takes', async () => {
      const { services } = await load(files);
      for (const role of AGENT_ROLES) {
        const { command, environment = {}, depends_on = {} } = services[role] ?? {};
        expect(command).toEqual([role]);
        const env = Object.fromEntries(Object.entries(environment).map(([name, of]) => [name, of ?? '']));
        expect(settingFaults(env)).toEqual([]);
        expect(depends_on).toMatchObject({
          mongodb: { condition: 'service_healthy' },
          rabbitmq: { condition: 'service_healthy' },
          temporal: { condition: 'service_healthy' },
          'temporal-namespace': { condition: 'service_completed_successfully' },
        });
      }
    });

    it('give the renderer an image with a browser, bounds of its own, and somebody who ends what it leaves', async () => {
      const { services } = await load(files);
      const { renderer, scraper } = services;
      expect(renderer).toMatchObject({
        image: 'webloom-renderer:local',
        build: { target: 'renderer' },
        init: true,
        mem_limit: '2621440000',
        shm_size: '268435456',
      });
      expect(scraper?.image).toBe('webloom:local');
    });

    it('wait only for services that tell their health, or for steps that end', async () => {
      const { services } = await load(files);
      const awaited = Object.values(services).flatMap((of) => Object.entries(of.depends_on ?? {}));
      expect(awaited.length).toBeGreaterThan(10);
      for (const [name, { condition }] of awaited) {
        expect(condition).toBe(STEPS.includes(name) ? 'service_completed_successfully' : 'service_healthy');
        if (!STEPS.includes(name)) expect(services[name]?.healthcheck?.test.length, name).toBeGreaterThan(1);
      }
      // `up --wait` takes a step that ended for a fault, unless something waits for its end.
      const names = awaited.map(([name]) => name);
      for (const step of STEPS.filter((one) => one in services)) {
        expect(names).toContain(step);
        expect(services[step]?.restart).toBe('on-failure:6');
      }
    });

    it('listen on the machine itself alone', async () => {
      const { services } = await load(files);
      const ports = Object.values(services).flatMap((of) => of.ports ?? []);
      expect(ports.length).toBeGreaterThan(2);
      for (const port of ports) expect(port.host_ip).toBe('127.0.0.1');
    });

    it('name files that are there, each image with a version', async () => {
      const { services } = await load(files);
      for (const { image = '', volumes = [] } of Object.values(services)) {
        expect(image).toMatch(/:(?:v?\d+(?:\.\d+)*(?:-management)?|local)$/);
        for (const { type, source } of volumes) if (type === 'bind') statSync(source);
      }
    });
  });

  it('run Temporal’s server and tools of one version, with 512 shards and a retention', async () => {
    const { services } = await load([BASE], {
      ...KEYS,
      TEMPORAL_VERSION: '1.30.4',
      TEMPORAL_RETENTION: '720h',
    });
    const [server, tables, namespace] = ['temporal', 'temporal-schema', 'temporal-namespace'].map(
      (name): Service => services[name] ?? {},
    );
    expect(server?.image).toBe('temporalio/server:1.30.4');
    expect([tables?.image, namespace?.image]).toEqual(Array(2).fill('temporalio/admin-tools:1.30.4'));
    expect(server?.environment?.['NUM_HISTORY_SHARDS']).toBe('512');
    expect(namespace?.environment?.['NAMESPACE_RETENTION']).toBe('720h');
    expect(server?.environment?.['DYNAMIC_CONFIG_FILE_PATH']).toBe('/etc/webloom/dynamic-config.yaml');
    const mounted = server?.volumes?.find(({ target }) => target === '/etc/webloom');
    statSync(join(mounted?.source ?? '', 'dynamic-config.yaml'));
    expect(JSON.stringify(services)).not.toContain('auto-setup');
  });

  it('take blobs of a bucket that is elsewhere, or of the server beside them', async () => {
    const env = { ...KEYS, WEBLOOM_BLOBS: 's3://my-bucket/webloom', AWS_REGION: 'eu-central-1' };
    const elsewhere = await load([BASE], env);
    const beside = await load([BASE, S3]);
    for (const role of AGENT_ROLES) {
      expect(elsewhere.services[role]?.environment).toMatchObject({
        WEBLOOM_BLOBS: 's3://my-bucket/webloom',
        AWS_REGION: 'eu-central-1',
      });
      expect(beside.services[role]?.environment).toMatchObject({
        WEBLOOM_BLOBS: 's3://webloom',
        WEBLOOM_S3_ENDPOINT: 'http://s3:7070',
        AWS_SECRET_ACCESS_KEY: KEYS.S3_SECRET_KEY,
      });
      expect(beside.services[role]?.depends_on).toHaveProperty('s3');
    }
    expect(beside.services['s3']?.environment).toMatchObject({ ROOT_SECRET_KEY: KEYS.S3_SECRET_KEY });
  });

  it('begin with the line that starts them', () => {
    for (const file of [BASE, S3]) {
      const line = /docker compose (.*) up --wait/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
      const named = [...line.matchAll(/-f (\S+)/g)].map(([, name = '']) => join(ROOT, name));
      expect(named).toEqual(file === BASE ? [BASE] : [BASE, S3]);
    }
  });
});
