// The manifests of Kubernetes against what they are about: roles, settings, drain times, and the numbers of the scaling policy.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { settingFaults } from '../../adapters/env/config.ts';
import { AGENT_ROLES } from '../../domain/system/agent/agent.ts';
import { SCALED_ROLES } from '../../domain/health/scaling/process-range.ts';
import { DEFAULT_RANGES, SCALING } from '../../domain/health/scaling/scaling-numbers.ts';

const FOLDER = fileURLToPath(new URL('../../deploy/kubernetes/', import.meta.url));
const DOCUMENT = readFileSync(new URL('../../docs/kubernetes.md', import.meta.url), 'utf8');
const IMAGE = readFileSync(new URL('../../deploy/Dockerfile', import.meta.url), 'utf8');
const LAUNCHER = readFileSync(new URL('../../deploy/webloom-process', import.meta.url), 'utf8');

/** A document of a manifest, read by paths such as `spec.template`. */
interface Manifest {
  readonly file: string;
  at(path: string): unknown;
}

function manifestOf(file: string, document: unknown): Manifest {
  const step = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return { file, at: (path) => path.split('.').reduce(step, document) };
}

const files = readdirSync(FOLDER).filter((file) => file !== 'kustomization.yaml');
const manifests = files.flatMap((file) =>
  parseAllDocuments(readFileSync(`${FOLDER}${file}`, 'utf8')).map((document) => {
    const [fault] = document.errors;
    if (fault !== undefined) throw new Error(`${file}: ${fault.message}`);
    return manifestOf(file, document.toJS());
  }),
);
const ofKind = (kind: string): Manifest[] => manifests.filter((one) => one.at('kind') === kind);
const named = (kind: string, name: string): Manifest => {
  const found = ofKind(kind).find((one) => one.at('metadata.name') === name);
  if (found === undefined) throw new Error(`no ${kind} is called ${name}`);
  return found;
};
const CONTAINER = 'spec.template.spec.containers.0';

it('every file is named in the kustomization, and no other', () => {
  const { resources } = parse(readFileSync(`${FOLDER}kustomization.yaml`, 'utf8')) as { resources: string[] };
  expect(resources.toSorted()).toEqual(files.toSorted());
});

describe.each(AGENT_ROLES)('the %s', (role) => {
  const deployment = named('Deployment', `webloom-${role}`);
  const budget = named('PodDisruptionBudget', `webloom-${role}`);

  it('is started by its role and selected by its labels', () => {
    expect(deployment.at(`${CONTAINER}.args`)).toEqual([role]);
    expect(LAUNCHER).toMatch(new RegExp(`\\b${role}\\b.*\\)`));
    const labels = deployment.at('spec.template.metadata.labels');
    expect(labels).toMatchObject({ 'app.kubernetes.io/component': role });
    expect(deployment.at('spec.selector.matchLabels')).toEqual(labels);
    expect(budget.at('spec.selector.matchLabels')).toEqual(labels);
  });

  it('gets longer to end than it takes to drain, and more memory than it is replaced at', () => {
    expect(deployment.at('spec.template.spec.terminationGracePeriodSeconds')).toBeGreaterThanOrEqual(30);
    const most = /^(\d+)Mi$/.exec(String(deployment.at(`${CONTAINER}.resources.limits.memory`)))?.[1];
    const bound = Number(named('ConfigMap', 'webloom').at('data.WEBLOOM_MEMORY_MB'));
    expect(Number(most)).toBeGreaterThanOrEqual(bound * 1.3);
    expect(deployment.at(`${CONTAINER}.resources.requests`)).toMatchObject({ cpu: expect.anything() });
  });

  it('takes the settings of TLS from a secret that may be missing', () => {
    expect(deployment.at(`${CONTAINER}.envFrom`)).toContainEqual({
      secretRef: { name: 'webloom-tls', optional: true },
    });
    expect(DOCUMENT).toContain('create secret generic webloom-tls ');
  });

  it('gets no variables that Kubernetes makes of the names of services, which it would refuse as settings', () => {
    const made = { WEBLOOM_API_SERVICE_HOST: '10.0.0.1', WEBLOOM_API_PORT: 'tcp://10.0.0.1:4600' };
    expect(settingFaults(made).map(({ name }) => name)).toEqual(Object.keys(made));
    expect(deployment.at('spec.template.spec.enableServiceLinks')).toBe(false);
  });

  it('has no secret in clear and no right that it does not need', () => {
    const env = deployment.at(`${CONTAINER}.env`);
    expect(env).not.toContainEqual(expect.objectContaining({ value: expect.anything() }));
    expect(deployment.at('spec.template.spec.securityContext.runAsNonRoot')).toBe(true);
    expect(deployment.at(`${CONTAINER}.securityContext`)).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });
});

it('the API alone has probes and a key for callers', () => {
  const api = named('Deployment', 'webloom-api');
  expect(api.at(`${CONTAINER}.livenessProbe.httpGet.path`)).toBe('/healthz');
  expect(api.at(`${CONTAINER}.readinessProbe.httpGet.path`)).toBe('/readyz');
  for (const role of AGENT_ROLES) {
    const env = JSON.stringify(named('Deployment', `webloom-${role}`).at(`${CONTAINER}.env`));
    expect(env.includes('WEBLOOM_API_KEY')).toBe(role === 'api');
    // Who goes out, and who looks whether that works.
    expect(env.includes('WEBLOOM_PROXY')).toBe(
      ['scraper', 'renderer', 'orchestrator', 'monitor'].includes(role),
    );
  }
});

it('the renderer has an image with a browser, memory for both, and a shared memory that is large enough', () => {
  const renderer = named('Deployment', 'webloom-renderer');
  const target = /FROM webloom AS renderer\n(?:.*\n)*?RUN .*\bchromium-headless-shell\b.*\btini\b/;
  expect(IMAGE).toMatch(target);
  // Who names no target gets the image without a browser.
  expect(IMAGE.trimEnd().split('\n').at(-1)).toBe('FROM webloom');
  expect(renderer.at(`${CONTAINER}.image`)).toBe('webloom-renderer');
  expect(renderer.at(`${CONTAINER}.volumeMounts`)).toContainEqual({ name: 'shm', mountPath: '/dev/shm' });
  expect(renderer.at('spec.template.spec.volumes')).toContainEqual({
    name: 'shm',
    emptyDir: { medium: 'Memory', sizeLimit: '256Mi' },
  });
  expect(renderer.at(`${CONTAINER}.resources.limits.memory`)).toBe('2500Mi');
});

it('every key of the secret that is asked for stands in the document', () => {
  const keys = [...JSON.stringify(manifests.map((one) => [one.at('spec')])).matchAll(/"key":"([\w-]+)"/g)];
  expect(keys.length).toBeGreaterThan(3);
  for (const [, key] of keys) expect(DOCUMENT).toContain(`--from-literal=${key}=`);
});

describe.each(SCALED_ROLES)('KEDA scales the %s by the same numbers as the policy', (role) => {
  const scaled = named('ScaledObject', `webloom-${role}`);
  const behaviour = 'spec.advanced.horizontalPodAutoscalerConfig.behavior';

  it('its deployment, which has no number of its own', () => {
    const target = String(scaled.at('spec.scaleTargetRef.name'));
    expect(named('Deployment', target).at('spec.replicas')).toBeUndefined();
  });

  it('within the bounds of the policy, as often as it looks, and down as slowly', () => {
    expect({
      floor: scaled.at('spec.minReplicaCount'),
      ceiling: scaled.at('spec.maxReplicaCount'),
    }).toEqual(DEFAULT_RANGES[role]);
    expect(scaled.at('spec.pollingInterval')).toBe(SCALING.lookEveryMs / 1_000);
    expect(scaled.at(`${behaviour}.scaleDown.policies.0`)).toEqual({
      type: 'Pods',
      value: 1,
      periodSeconds: SCALING.settleMs / 1_000,
    });
  });

  it('by what the API says is wanted', () => {
    const trigger = 'spec.triggers.0';
    const port = String(named('Service', 'webloom-api').at('spec.ports.0.port'));
    expect(scaled.at(`${trigger}.metadata`)).toMatchObject({
      url: `http://webloom-api.webloom.svc.cluster.local:${port}/v1/scaling/${role}`,
      valueLocation: 'wanted',
      targetValue: '1',
    });
    // The autoscaler leaves alone what differs by a tenth or less.
    expect(1 / DEFAULT_RANGES[role].ceiling).toBeGreaterThan(0.1);
    const { name } = named('TriggerAuthentication', 'webloom-api').at('metadata') as { name: string };
    expect(scaled.at(`${trigger}.authenticationRef.name`)).toBe(name);
  });
});
