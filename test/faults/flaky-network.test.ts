// A network that loses connections again and again, between every process and every service: a request is on its way when its
// connection ends, so nobody knows whether it was done. Runs complete by themselves, and nothing is lost, doubled or told twice.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import { type LinkedService, type RoleLinks, createRoleLinks } from '../support/fault/role-links.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import type { Role } from '../support/webloom-processes.ts';

const ROLES = ['orchestrator', 'dispatcher', 'pipeline', 'scraper', 'monitor'] as const;
/** Times that each process loses connections in one run. */
const BREAKS = 12;
/** At most; a driver asks a second time by itself. */
const IN_A_ROW = 4;
const RUN_MS = 180_000;
const SPEAKS_WITHIN_MS = 15_000;

let links: RoleLinks;
let revised: RevisedSystem;

beforeAll(async () => {
  const services = inject('services');
  links = await createRoleLinks(services, ROLES);
  revised = await openRevisedSystem({
    services,
    name: 'flaky',
    processes: { monitor: 1 },
    envOf: links.envOf,
    fetch: { deadlineMs: 5_000 },
  });
});

afterAll(async () => {
  await revised?.close();
  await links?.close();
});

/** Until the run is over, or as often as it says. Returns how often. */
async function breakAgainAndAgain(runId: string, role: Role, service: LinkedService): Promise<number> {
  const link = links.link(role, service);
  for (let times = 0; times < BREAKS; times += 1) {
    link.breakRequests('', 1 + (times % IN_A_ROW));
    const isOver = await eventually(async () => {
      if (link.unbroken === 0) return 'no';
      return isTerminal((await revised.system.run(runId)).state) ? 'yes' : null;
    }, SPEAKS_WITHIN_MS).catch(() => 'silent');
    if (isOver !== 'no') return times;
  }
  return BREAKS;
}

test.each<[LinkedService, readonly Role[]]>([
  ['store', ROLES],
  ['rabbitmq', ['dispatcher', 'scraper']],
  ['temporal', ['orchestrator', 'dispatcher', 'pipeline']],
])('a run whose connections to the %s break again and again completes by itself', async (service, roles) => {
  const started = await startRevised(revised);
  const broken = await Promise.all(roles.map((role) => breakAgainAndAgain(started.run._id, role, service)));
  for (const link of roles.map((role) => links.link(role, service))) link.breakRequests('', 0);
  expect(Math.min(...broken), `broken: ${broken.join()}`).toBeGreaterThan(0);
  await expectWhole(revised.system, started, { withinMs: RUN_MS });
});
