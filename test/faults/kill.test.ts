// Every process is killed while it holds work of a run, one kind a test. The run completes by itself, every URL ends in exactly
// one class, and nothing is stored, changed or priced twice.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freezeAtWork } from '../support/fault/open-work.ts';
import { expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import type { Role } from '../support/webloom-processes.ts';

let revised: RevisedSystem;

beforeAll(async () => {
  const services = inject('services');
  revised = await openRevisedSystem({ services, name: 'kill', processes: { monitor: 1, api: 1 } });
});

afterAll(() => revised?.close());

test.each<Role>(['scraper', 'pipeline', 'dispatcher', 'orchestrator', 'monitor', 'api'])(
  'a run during which the %s is killed completes by itself and finds what changed once',
  async (role) => {
    const { system, pages } = revised;
    const started = await startRevised(revised);
    const victim = system.one(role);
    const held = await freezeAtWork({ system, site: pages.site }, started.run, victim);
    await victim.kill9();
    expect(held).not.toEqual([]);
    await expectMidway(system, started.run);
    await expectWhole(system, started);
    await victim.ready();
  },
);
