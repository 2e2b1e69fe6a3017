// The overlays of Kubernetes, as kubectl builds them: by the schemas of Kubernetes, and against what they are about. No cluster is needed,
// and none was tried.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lastLine, runCommand } from '../../cli/stack/process/run-command.ts';
import { settingFaults } from '../../adapters/env/config.ts';
import { AGENT_ROLES } from '../../domain/system/agent/agent.ts';
import { DEPLOY, build, buildWith, parseManifests, whyNot } from '../support/kustomize.ts';
import { providePythonPackage } from '../support/python-package.ts';

const DOCUMENT = readFileSync(new URL('../../docs/kubernetes.md', import.meta.url), 'utf8');
const SCHEMAS = 'kubernetes-validate==1.37.0';
const OLDEST = '1.31';
const BUILD_MS = 60_000;
const FETCH_MS = 300_000;
/** Kinds of KEDA, which are in no schema of Kubernetes. */
const FOREIGN = new Set(['ScaledObject', 'TriggerAuthentication']);

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: PodOwner & Policy;
  readonly value?: number;
}

interface PodOwner {
  readonly template?: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: PodSpec;
  };
}

interface PodSpec {
  readonly priorityClassName?: string;
  readonly volumes?: readonly { readonly name: string; readonly emptyDir?: object }[];
  readonly containers: readonly { readonly envFrom?: readonly object[] }[];
}

interface Policy {
  readonly podSelector?: {
    readonly matchLabels: Readonly<Record<string, string>>;
    readonly matchExpressions?: readonly { readonly values: readonly string[] }[];
  };
  readonly policyTypes?: readonly string[];
  readonly egress?: readonly {
    readonly ports?: readonly { readonly port: number }[];
    readonly to?: readonly {
      readonly ipBlock: { readonly cidr: string; readonly except: readonly string[] };
    }[];
  }[];
}

const folder = mkdtempSync(join(tmpdir(), 'webloom-kustomize-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string): Manifest[] => parseManifests<Manifest>(text);

function ofKind(manifests: readonly Manifest[], kind: string): Manifest[] {
  return manifests.filter((one) => one.kind === kind);
}

function podOf(manifests: readonly Manifest[], role: string): PodSpec {
  const found = ofKind(manifests, 'Deployment').find(({ metadata }) => metadata.name === `webloom-${role}`);
  if (found?.spec?.template === undefined) throw new Error(`there is no deployment of the ${role}`);
  return found.spec.template.spec;
}

const fileOf = (overlay: string): string =>
  readFileSync(join(DEPLOY, 'overlays', overlay, 'kustomization.yaml'), 'utf8');

describe.skipIf(whyNot !== '')(`the overlays of Kubernetes${whyNot}`, () => {
  const overlays = readdirSync(join(DEPLOY, 'overlays'));
  const components = overlays.filter((name) => (parse(fileOf(name)) as Manifest).kind === 'Component');

  it('are all in the document, and in the whole or what is to be tried, but for those of TLS, which services have to speak', () => {
    expect(overlays.filter((name) => !components.includes(name))).toEqual(['trial', 'whole']);
    expect(components.length).toBeGreaterThan(5);
    const used = `${fileOf('whole')}${fileOf('trial')}`;
    for (const name of components) {
      expect([name, used.includes(`- ../${name}\n`)]).toEqual([name, name !== 'tls']);
      expect(DOCUMENT).toContain(`| \`${name}\` |`);
    }
  });

  it.for(['kubernetes', 'overlays/whole', 'overlays/trial', 'tls'])(
    '%s passes the schemas of Kubernetes',
    { timeout: FETCH_MS },
    async (overlay, { skip }) => {
      const found = await providePythonPackage(SCHEMAS);
      if ('reason' in found) return skip(found.reason);
      const built = overlay === 'tls' ? await buildWith(overlay) : await build(overlay);
      const manifests = read(built).filter(({ kind }) => !FOREIGN.has(kind));
      const file = join(folder, 'manifests.yaml');
      writeFileSync(file, manifests.map((one) => `---\n${JSON.stringify(one)}\n`).join(''));
      const args = ['-m', 'kubernetes_validate', '-k', OLDEST, '--strict', file];
      const env = { ...process.env, PYTHONPATH: found.folder };
      const { ok, stdout, stderr } = await runCommand('python3', args, { env, timeoutMs: BUILD_MS });
      expect(ok, `${stdout}\n${lastLine(stderr)}`).toBe(true);
      expect(manifests.length).toBeGreaterThan(10);
    },
  );

  it(
    'each goes alone, and adds nothing outside the namespace but classes',
    async () => {
      for (const component of components) {
        const manifests = read(await buildWith(component));
        expect(ofKind(manifests, 'Deployment').length, component).toBe(AGENT_ROLES.length);
        for (const { kind, metadata } of manifests)
          if (!['Namespace', 'PriorityClass'].includes(kind)) expect(metadata.namespace).toBe('webloom');
      }
    },
    BUILD_MS,
  );

  it('the bucket takes the place of the shared volume, with keys from a secret, and settings a process takes', async () => {
    const manifests = read(await buildWith('s3'));
    expect(ofKind(manifests, 'PersistentVolumeClaim')).toEqual([]);
    expect(ofKind(read(await build('kubernetes')), 'PersistentVolumeClaim').length).toBe(1);
    for (const role of AGENT_ROLES) {
      const { containers, volumes = [] } = podOf(manifests, role);
      expect(containers[0]?.envFrom).toContainEqual({ secretRef: { name: 'webloom-s3', optional: true } });
      expect(volumes.map(({ name, emptyDir }) => [name, emptyDir])).toEqual([
        ['data', {}],
        ['tmp', {}],
        ...(role === 'renderer' ? [['shm', { medium: 'Memory', sizeLimit: '256Mi' }]] : []),
      ]);
    }
    const [settings] = ofKind(manifests, 'ConfigMap');
    expect(settings?.data).toMatchObject({
      WEBLOOM_BLOBS: expect.stringMatching(/^s3:/),
      WEBLOOM_MEMORY_MB: '600',
    });
    expect(settingFaults(settings?.data ?? {})).toEqual([]);
    expect(DOCUMENT).toContain('create secret generic webloom-s3 ');
  });

  it('what steers goes before what stores, and that before what fetches', async () => {
    const manifests = read(await buildWith('priority'));
    const values = new Map(
      ofKind(manifests, 'PriorityClass').map((one) => [one.metadata.name, one.value ?? 0]),
    );
    const valueOf = (role: string): number => values.get(podOf(manifests, role).priorityClassName ?? '') ?? 0;
    for (const role of ['api', 'orchestrator', 'dispatcher', 'monitor'])
      expect(valueOf(role)).toBeGreaterThan(valueOf('pipeline'));
    expect(valueOf('pipeline')).toBeGreaterThan(valueOf('scraper'));
    expect(valueOf('scraper')).toBeGreaterThan(0);
    expect(valueOf('renderer')).toBe(valueOf('scraper'));
  });

  it('nothing comes in but to the API, and pages are fetched of the public internet alone', async () => {
    const policies = ofKind(read(await buildWith('network')), 'NetworkPolicy');
    const named = (name: string): Policy =>
      policies.find(({ metadata }) => metadata.name === name)?.spec ?? {};
    expect(named('webloom-nothing')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'webloom' } },
      policyTypes: ['Ingress', 'Egress'],
    });
    const incoming = policies.filter(({ spec }) => spec !== undefined && 'ingress' in spec);
    expect(incoming.map(({ spec }) => spec?.podSelector?.matchLabels['app.kubernetes.io/component'])).toEqual(
      ['api'],
    );
    const ports = named('webloom-services').egress?.flatMap((rule) => rule.ports ?? []) ?? [];
    expect(ports.map(({ port }) => port)).toEqual(
      expect.arrayContaining([53, 27_017, 5672, 5671, 7233, 443]),
    );
    const pages = named('webloom-pages');
    // Who goes out, as the proxy is given to the same.
    expect(pages.podSelector?.matchExpressions?.[0]?.values.toSorted()).toEqual([
      'monitor',
      'orchestrator',
      'renderer',
      'scraper',
    ]);
    const excepted = pages.egress?.[0]?.to?.flatMap(({ ipBlock }) => ipBlock.except) ?? [];
    for (const range of ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7'])
      expect(excepted).toContain(range);
  });
});
