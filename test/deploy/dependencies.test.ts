// Services of one's own in a cluster, for trying Webloom out, against the compose file whose versions and settings they have; and files
// of TLS. As kubectl builds them: no cluster is needed, and none was tried.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingFaults } from '../../adapters/env/config.ts';
import { makeCertificate } from '../support/make-certificate.ts';
import { build, buildWith, parseManifests, whyNot } from '../support/kustomize.ts';

const DOCUMENT = readFileSync(new URL('../../docs/kubernetes.md', import.meta.url), 'utf8');
const COMPOSE = new URL('../../docker-compose.temporal.yml', import.meta.url);
const S3_COMPOSE = new URL('../../deploy/compose/s3.yml', import.meta.url);

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly Variable[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe?: object;
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
  readonly resources?: { readonly requests?: object; readonly limits?: object };
  readonly securityContext?: object;
}

interface Pod {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly enableServiceLinks?: boolean;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: { readonly runAsNonRoot?: boolean };
  readonly volumes?: readonly {
    readonly name: string;
    readonly projected?: {
      readonly sources: readonly {
        readonly secret: { readonly name: string; readonly items: readonly { readonly path: string }[] };
      }[];
    };
  }[];
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly replicas?: number;
    readonly serviceName?: string;
    readonly accessModes?: readonly string[];
    readonly clusterIP?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly ingress?: readonly { readonly ports?: readonly { readonly port: number }[] }[];
    readonly template?: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: Pod;
    };
    readonly volumeClaimTemplates?: readonly Manifest[];
  };
}

interface ComposeFile {
  readonly services: Readonly<
    Record<string, { readonly image?: string; readonly environment?: Readonly<Record<string, string>> }>
  >;
}

const ofKind = (manifests: readonly Manifest[], kind: string): Manifest[] =>
  manifests.filter((one) => one.kind === kind);

function named(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  const found = ofKind(manifests, kind).find(({ metadata }) => metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

function podOf({ spec, metadata }: Manifest): Pod {
  if (spec?.template === undefined) throw new Error(`${metadata.name} has no pods`);
  return spec.template.spec;
}

const variablesOf = (containers: readonly Container[]): Variable[] =>
  containers.flatMap(({ env = [] }) => env);

/** As the kubelet fills in what stands before. */
function filled(variables: readonly Variable[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { name, value } of variables)
    env[name] = (value ?? 'from-a-secret').replaceAll(/\$\((\w+)\)/g, (all, before) => env[before] ?? all);
  return env;
}

/** Of the secret `webloom`, in forms of their own. */
const BY_HAND = { WEBLOOM_SECRET_KEY: undefined, WEBLOOM_PROXY: undefined };

const settingsOf = (manifests: readonly Manifest[]): Readonly<Record<string, string>> =>
  named(manifests, 'ConfigMap', 'webloom').data ?? {};

describe.skipIf(whyNot !== '')(`services of one’s own in a cluster${whyNot}`, () => {
  let manifests: Manifest[] = [];
  let owners: Manifest[] = [];
  const compose = parse(readFileSync(COMPOSE, 'utf8'), { merge: true }) as ComposeFile;

  beforeAll(async () => {
    manifests = parseManifests<Manifest>(await build('overlays/trial'));
    owners = [...ofKind(manifests, 'StatefulSet'), ...ofKind(manifests, 'Job')];
  });

  it('are of the versions of the compose files', () => {
    const s3 = parse(readFileSync(S3_COMPOSE, 'utf8'), { merge: true }) as ComposeFile;
    const known = [compose, s3].flatMap(({ services }) => Object.values(services).map(({ image }) => image));
    const versions = known.map((image) => image?.replace(/\$\{\w+:-([^}]+)\}/, '$1'));
    const images = owners
      .map(podOf)
      .flatMap(({ containers, initContainers = [] }) =>
        [...containers, ...initContainers].map(({ image }) => image),
      );
    expect(new Set(images).size).toBe(7);
    for (const image of images) expect(versions).toContain(image);
  });

  it('have the settings of Temporal that the compose file has', () => {
    const pairs = [
      ['temporal', podOf(named(manifests, 'StatefulSet', 'temporal')).containers],
      ['temporal-schema', podOf(named(manifests, 'StatefulSet', 'temporal')).initContainers ?? []],
      ['temporal-namespace', podOf(named(manifests, 'Job', 'temporal-namespace')).containers],
    ] as const;
    for (const [service, containers] of pairs) {
      const ours = new Map(variablesOf(containers).map(({ name, value }) => [name, value]));
      const theirs = Object.entries(compose.services[service]?.environment ?? {});
      expect(theirs.length).toBeGreaterThan(2);
      for (const [name, value] of theirs)
        if (/PASSWORD|PWD/.test(name))
          expect([name, ours.has(name), ours.get(name)]).toEqual([name, true, undefined]);
        else expect([name, ours.get(name)]).toEqual([name, value.replace(/^\$\{\w+:-([^}]+)\}$/, '$1')]);
    }
    const steps = named(manifests, 'ConfigMap', 'temporal-steps').data ?? {};
    for (const file of ['setup-schema.sh', 'create-namespace.sh', 'dynamic-config.yaml'])
      expect(steps[file]).toBe(
        readFileSync(new URL(`../../deploy/temporal/${file}`, import.meta.url), 'utf8'),
      );
  });

  it('have probes, names and a budget for whoever empties nodes', () => {
    const sets = ofKind(manifests, 'StatefulSet');
    expect(sets.map(({ metadata }) => metadata.name).toSorted()).toEqual([
      'mongodb',
      'rabbitmq',
      's3',
      'temporal',
      'temporal-db',
    ]);
    for (const set of sets) {
      const { name } = set.metadata;
      const labels = set.spec?.template?.metadata.labels ?? {};
      expect(labels).toMatchObject(set.spec?.selector?.matchLabels ?? { none: name });
      expect(named(manifests, 'PodDisruptionBudget', name).spec?.selector).toEqual(set.spec?.selector);
      expect(named(manifests, 'Service', set.spec?.serviceName ?? '').metadata.name).toBe(name);
      for (const container of podOf(set).containers)
        expect(Object.keys(container)).toEqual(
          expect.arrayContaining(['startupProbe', 'livenessProbe', 'readinessProbe', 'resources']),
        );
    }
  });

  it('have bounds, and no right that they do not need', () => {
    for (const owner of owners) {
      const pod = podOf(owner);
      expect(owner.spec?.template?.metadata.labels['app.kubernetes.io/part-of']).toBe('webloom-dependencies');
      expect([pod.automountServiceAccountToken, pod.securityContext?.runAsNonRoot]).toEqual([false, true]);
      for (const { securityContext, resources } of [...pod.containers, ...(pod.initContainers ?? [])]) {
        expect(securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        });
        expect(resources).toMatchObject({
          requests: { cpu: expect.anything() },
          limits: { memory: expect.anything() },
        });
      }
    }
  });

  it('take every password from a secret whose keys stand in the document', () => {
    const pods = [...owners, ...ofKind(manifests, 'Deployment')].map(podOf);
    const variables = pods.flatMap(({ containers, initContainers = [] }) =>
      variablesOf([...containers, ...initContainers]),
    );
    for (const { name, value } of variables)
      if (/PASS|PWD|SECRET|COOKIE/.test(name)) expect([name, value]).toEqual([name, undefined]);
    const keys = variables.flatMap(({ valueFrom }) =>
      valueFrom?.secretKeyRef?.name === 'webloom-dependencies' ? [valueFrom.secretKeyRef.key] : [],
    );
    expect(new Set(keys).size).toBe(4);
    for (const key of keys) expect(DOCUMENT).toContain(`--from-literal=${key}=`);
  });

  it('are found by Webloom and by each other under the names that they have', () => {
    const hostsOf = (name: string): string[] => {
      const set = named(manifests, 'StatefulSet', name);
      const service = named(manifests, 'Service', name);
      // Without an address of its own it names its pods, also those that are not ready.
      expect(service.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
      return Array.from({ length: set.spec?.replicas ?? 0 }, (_, n) => `${name}-${n}.${name}`);
    };
    const [members, nodes] = [hostsOf('mongodb'), hostsOf('rabbitmq')];
    expect([members.length, nodes.length]).toEqual([3, 3]);
    for (const deployment of ofKind(manifests, 'Deployment')) {
      const variables = variablesOf(podOf(deployment).containers);
      const env = filled(variables);
      expect(settingFaults({ ...settingsOf(manifests), ...env, ...BY_HAND })).toEqual([]);
      expect(env['MONGODB_URI']).toBe(
        `mongodb://${members.map((host) => `${host}:27017`).join()}/?replicaSet=rs0`,
      );
      expect(env['RABBITMQ_URL']).toBe(
        nodes.map((host) => `amqp://webloom:from-a-secret@${host}:5672`).join(),
      );
    }
    const conf = named(manifests, 'ConfigMap', 'rabbitmq').data?.['rabbitmq.conf'] ?? '';
    expect([...conf.matchAll(/nodes\.\d = (.+)/g)].map(([, node]) => node)).toEqual(
      nodes.map((host) => `rabbit@${host}`),
    );
    expect(JSON.stringify(named(manifests, 'Job', 'mongodb-replica-set'))).toContain(
      "rs.initiate({ _id: 'rs0', members })",
    );
    expect(settingsOf(manifests)).toMatchObject({
      TEMPORAL_ADDRESS: 'temporal:7233',
      WEBLOOM_BLOBS: 's3://webloom',
      WEBLOOM_S3_ENDPOINT: 'http://s3:9000',
    });
    const callers = named(manifests, 'NetworkPolicy', 'webloom-dependencies-callers').spec?.ingress ?? [];
    expect(callers.flatMap(({ ports = [] }) => ports.map(({ port }) => port))).toEqual([
      27_017, 5672, 7233, 9000,
    ]);
  });

  it('begin on an empty cluster: nothing asks for KEDA, or for a volume that several nodes may write', () => {
    const claims = [
      ...ofKind(manifests, 'PersistentVolumeClaim'),
      ...ofKind(manifests, 'StatefulSet').flatMap(({ spec }) => spec?.volumeClaimTemplates ?? []),
    ];
    expect(claims.length).toBe(4);
    for (const { spec } of claims) expect(spec?.accessModes).toEqual(['ReadWriteOnce']);
    expect(manifests.map(({ kind }) => kind)).not.toContain('ScaledObject');
    expect(DOCUMENT).toContain('kubectl apply -k deploy/overlays/trial');
  });

  it('get no variables that Kubernetes makes of the names of services', () => {
    for (const owner of owners)
      expect([owner.metadata.name, podOf(owner).enableServiceLinks]).toEqual([owner.metadata.name, false]);
  });
});

describe.skipIf(whyNot !== '')(`files of TLS in a cluster${whyNot}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-tls-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lie where the settings name them, and a process takes these', async () => {
    const manifests = parseManifests<Manifest>(await buildWith('tls'));
    const { cert, key } = makeCertificate();
    for (const deployment of ofKind(manifests, 'Deployment')) {
      const { containers, volumes = [] } = podOf(deployment);
      const sources = volumes.find(({ name }) => name === 'tls')?.projected?.sources ?? [];
      const mount = containers[0]?.volumeMounts?.find(({ name }) => name === 'tls')?.mountPath ?? '';
      const paths = sources.flatMap(({ secret }) => secret.items.map(({ path }) => join(mount, path)));
      for (const path of paths) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), path.endsWith('.key') ? key : cert);
      }
      for (const { secret } of sources) expect(DOCUMENT).toContain(secret.name);
      const settings = Object.entries(settingsOf(manifests)).map(([name, value]) =>
        value.startsWith('/etc/webloom/tls/')
          ? ([name, join(folder, value)] as const)
          : ([name, value] as const),
      );
      expect(settings.filter(([, value]) => value.startsWith(folder)).length).toBe(6);
      const env = Object.fromEntries(settings);
      expect(settingFaults({ ...env, RABBITMQ_URL: 'amqps://webloom:x@mq:5671' })).toEqual([]);
      rmSync(join(folder, mount, 'rabbitmq/ca.crt'));
      expect(settingFaults({ ...env, RABBITMQ_URL: 'amqps://webloom:x@mq:5671' })).toMatchObject([
        { name: 'RABBITMQ_TLS_CA', detail: expect.stringContaining('can not be read') },
      ]);
    }
  });
});
