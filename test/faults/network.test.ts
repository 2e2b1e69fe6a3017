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

let links: RoleLinks;
let revised: RevisedSystem;

beforeAll(async () => {
  const services = inject('services');
  links = await createRoleLinks(services, ROLES);
  revised = await openRevisedSystem({
    services,
    name: 'network',
    processes: { monitor: 1 },
    envOf: links.envOf,
    fetch: { deadlineMs: 5_000 },
  });
});

afterAll(async () => {
  await revised?.close();
  await links?.close();
});

test.each<[Role, LinkedService]>([
  ['dispatcher', 'rabbitmq'],
  ['scraper', 'rabbitmq'],
  ['pipeline', 'store'],
  ['dispatcher', 'temporal'],
])(
  'a run during which the %s can not reach the %s for a while completes by itself',
  async (role, service) => {
    const { system } = revised;
    const started = await startRevised(revised);
    const link = links.link(role, service);
    expect(link.sever(), 'connections that were cut').toBeGreaterThan(0);
    await expectMidway(system, started.run);
    await pass(SEVERED_MS);
    link.restore();
    await expectWhole(system, started, RUN_MS);
  },
);

test.each<[Role, LinkedService]>([
  ['scraper', 'rabbitmq'],
  ['pipeline', 'store'],
  ['orchestrator', 'temporal'],
])(
  'a run during which the connections of the %s to the %s are half open completes by itself',
  async (role, service) => {
    const { system } = revised;
    const started = await startRevised(revised);
    const link = links.link(role, service);
    link.hang();
    await expectMidway(system, started.run);
    await pass(HANGING_MS);
    expect(link.restore(), 'bytes that did not get through').toBeGreaterThan(0);
    await expectWhole(system, started, RUN_MS);
  },
);
