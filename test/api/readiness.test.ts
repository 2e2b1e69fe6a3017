import { expect, test } from 'vitest';
import type { ApiPorts, DependencyCheck } from '../../api/ports.ts';
import { startReadinessChecks } from '../../api/query/readiness.ts';
import { createMemoryStores } from '../support/memory/memory-stores.ts';
import { AGENT_ROLES, type AgentRole, STANDING_ROLES } from '../../domain/system/agent/agent.ts';
import { T0, createHarness } from './harness.ts';

interface Scene {
  readonly ports: Pick<ApiPorts, 'checks' | 'agents' | 'clock' | 'disk' | 'storeRoom'>;
  now: number;
  /** What a service says of itself; null: it is well. */
  readonly trouble: Record<DependencyCheck['name'], string | null>;
  beat(role: AgentRole): Promise<void>;
}

function createScene(): Scene {
  const { agents } = createMemoryStores();
  const trouble = { store: null, broker: null, temporal: null, blobs: null } as Scene['trouble'];
  const scene = { now: T0, trouble };
  const names = ['store', 'broker', 'temporal', 'blobs'] as const;
  const checks = names.map((name) => ({
    name,
    check: async () => {
      const said = trouble[name];
      if (said !== null) throw new Error(said);
    },
  }));
  return Object.assign(scene, {
    ports: {
      checks,
      agents,
      disk: { space: () => null },
      storeRoom: async () => null,
      clock: { now: () => new Date(scene.now) },
    },
    beat: (role: AgentRole) =>
      agents.beat({
        _id: `${role}:host:1`,
        role,
        pid: 1,
        startedAt: new Date(T0),
        at: new Date(scene.now),
        storeId: '',
        version: 'test',
        load: {},
      }),
  });
}

async function beatAll(scene: Scene, except?: AgentRole): Promise<void> {
  for (const role of AGENT_ROLES) if (role !== except) await scene.beat(role);
}

const at = (ms: number): string => new Date(T0 + ms).toISOString();

test('while things start it is not ready, and from then on it is', async () => {
  const scene = createScene();
  const watch = startReadinessChecks(scene.ports);
  const seen: boolean[] = [];
  for (const role of STANDING_ROLES) {
    seen.push((await watch.look()).ready);
    await scene.beat(role);
    scene.now += 1_000;
  }
  for (let seconds = 0; seconds < 20; seconds += 5) {
    seen.push((await watch.look()).ready);
    scene.now += 5_000;
    await beatAll(scene);
  }
  expect(seen).toEqual([...STANDING_ROLES.map(() => false), true, true, true, true]);
});

test.each(AGENT_ROLES)('a frozen %s is told, with its last sign of life', async (role) => {
  const scene = createScene();
  const watch = startReadinessChecks(scene.ports);
  await beatAll(scene);
  scene.now += 20_000;
  await beatAll(scene, role);
  const { ready, checks } = await watch.look();
  expect(ready).toBe(false);
  expect(checks.filter(({ ok }) => !ok)).toMatchObject([
    { name: role, detail: expect.stringContaining('no sign of life for 20 s'), since: at(0) },
  ]);
});

test('a service in trouble is told with its own words, and since when it has been', async () => {
  const scene = createScene();
  const watch = startReadinessChecks(scene.ports);
  await beatAll(scene);
  expect((await watch.look()).ready).toBe(true);
  scene.trouble.broker = 'RabbitMQ takes no messages for now: low on memory.';
  scene.now += 1_000;
  await watch.look();
  scene.now += 7_000;
  const { ready, checks } = await watch.look();
  expect(ready).toBe(false);
  const { detail, since } = checks.find(({ name }) => name === 'broker') ?? {};
  expect([detail, since]).toEqual([scene.trouble.broker, at(1_000)]);
  scene.trouble.broker = null;
  expect(await watch.look()).toMatchObject({ ready: true });
});

test.each(['store', 'broker', 'temporal', 'blobs'] as const)(
  'a frozen %s is told as not answering within its bound, and the others as they are',
  async (frozen) => {
    const names = ['store', 'broker', 'temporal', 'blobs'] as const;
    const never = new Promise<never>(() => undefined);
    const harness = await createHarness(
      {},
      names.map((name) => ({ name, check: async () => (name === frozen ? never : undefined) })),
    );
    const begunAt = performance.now();
    const answer = await harness.app.inject({ url: '/readyz' });
    expect(performance.now() - begunAt).toBeLessThan(4_000);
    expect(answer.statusCode).toBe(503);
    const { state, parts } = answer.json();
    const services = parts.filter(({ kind }: { kind: string }) => kind === 'service');
    expect(state).toBe('down');
    expect(services.map(({ id, state: one }: { id: string; state: string }) => [id, one])).toEqual(
      names.map((name) => [name, name === frozen ? 'critical' : 'ok']),
    );
    expect(services.find(({ id }: { id: string }) => id === frozen).text).toContain(
      'does not answer within 2000 ms: it is frozen, overloaded or can not be reached.',
    );
    await harness.app.close();
  },
);

test('when the store comes back nobody is called silent before a sign of life could be given', async () => {
  const scene = createScene();
  const watch = startReadinessChecks(scene.ports);
  await beatAll(scene);
  await watch.look();
  scene.trouble.store = 'gone';
  for (let seconds = 0; seconds < 60; seconds += 10) {
    scene.now += 10_000;
    const { checks } = await watch.look();
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['store']);
  }
  scene.trouble.store = null;
  scene.now += 1_000;
  expect(await watch.look()).toMatchObject({ ready: true });
  scene.now += 30_000;
  expect(await watch.look()).toMatchObject({ ready: false });
});

test('a role without a process leaves this process ready, and is told with cause and time', async () => {
  const harness = await createHarness();
  const answer = await harness.app.inject({ url: '/readyz' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    state: 'ok',
    parts: [{ id: 'store', state: 'ok' }, { id: 'disk' }],
    ready: true,
    checks: [{ name: 'store', ok: true }, { name: 'disk' }],
  });
  const health = (await harness.app.inject({ url: '/v1/health' })).json();
  expect(health).toMatchObject({ status: 'degraded', state: 'down', ready: false });
  const missing = health.checks.find(({ name }: { name: string }) => name === 'pipeline');
  expect(missing).toMatchObject({ ok: false, detail: expect.stringContaining('No pipeline'), since: at(0) });
  expect(health.problems).toContain('pipeline: No pipeline runs, or it is still starting.');
  await harness.app.close();
});

test('without its store the process lives and is not ready', async () => {
  const harness = await createHarness({}, [
    {
      name: 'store',
      check: async () => {
        throw new Error('gone');
      },
    },
  ]);
  expect((await harness.app.inject({ url: '/readyz' })).statusCode).toBe(503);
  expect((await harness.app.inject({ url: '/healthz' })).statusCode).toBe(200);
  const health = (await harness.app.inject({ url: '/v1/health' })).json();
  expect(health.state).toBe('down');
  expect(health.parts).toContainEqual(expect.objectContaining({ id: 'scraper', state: 'unknown' }));
  await harness.app.close();
});
