// The network between a process and a service fails in mid-run: connections are reset and refused for a while, or stay open and carry
// nothing any more. The run completes by itself once it is whole again.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type LinkedService, type RoleLinks, createRoleLinks } from '../support/fault/role-links.ts';
import { pass } from '../support/fault/pass.ts';
import { expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import type { Role } from '../support/webloom-processes.ts';

const ROLES = ['orchestrator', 'dispatcher', 'pipeline', 'scraper', 'monitor'] as const;
const SEVERED_MS = 8_000;
/** Longer than the heartbeats of the broker, the store's driver and activities are waited for. */
const HANGING_MS = 25_000;
const RUN_MS = 150_000;

interface Linked extends RevisedSystem {
  readonly links: RoleLinks;
}

const opened: Promise<Linked>[] = [];
let severed: Linked;

/** One after another: a start takes both cores. */
function open(name: string): Promise<Linked> {
  const before = opened.at(-1) ?? Promise.resolve();
  const linked = before.then(() => start(name));
  opened.push(linked);
  return linked;
}

async function start(name: string): Promise<Linked> {
  const services = inject('services');
  const links = await createRoleLinks(services, ROLES);
  const revised = await openRevisedSystem({
    services,
    name,
    processes: { monitor: 1 },
    envOf: links.envOf,
    fetch: { deadlineMs: 5_000 },
  });
  return { ...revised, links };
}

beforeAll(async () => {
  severed = await open('network');
});

afterAll(async () => {
  for (const linked of await Promise.all(opened)) {
    await linked.close();
    await linked.links.close();
  }
});

test.each<[Role, LinkedService]>([
  ['dispatcher', 'rabbitmq'],
  ['scraper', 'rabbitmq'],
  ['pipeline', 'store'],
  ['dispatcher', 'temporal'],
])(
  'a run during which the %s can not reach the %s for a while completes by itself',
  async (role, service) => {
    const { system, links } = severed;
    const started = await startRevised(severed);
    const link = links.link(role, service);
    expect(link.sever(), 'connections that were cut').toBeGreaterThan(0);
    await expectMidway(system, started.run);
    await pass(SEVERED_MS);
    link.restore();
    await expectWhole(system, started, { withinMs: RUN_MS });
  },
);

// Three systems at once, the one above among them, since each of them only waits.
test.concurrent.each<[Role, LinkedService]>([
  ['scraper', 'rabbitmq'],
  ['pipeline', 'store'],
  ['orchestrator', 'temporal'],
])(
  'a run during which the connections of the %s to the %s are half open completes by itself',
  async (role, service) => {
    const linked = service === 'rabbitmq' ? severed : await open(`network-${service}`);
    const { system, links } = linked;
    const started = await startRevised(linked);
    const link = links.link(role, service);
    link.hang();
    await expectMidway(system, started.run);
    await pass(HANGING_MS);
    expect(link.restore(), 'bytes that did not get through').toBeGreaterThan(0);
    await expectWhole(system, started, { withinMs: RUN_MS });
  },
);
