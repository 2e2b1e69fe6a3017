// One of two processes of each kind is frozen while it holds work, for longer than its heartbeats may be missing, then goes on with
// what it was doing. Others have done its work by then; what it does late changes nothing.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freezeWhoever } from '../support/fault/open-work.ts';
import { pass } from '../support/fault/pass.ts';
import { expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { PAGES, type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import type { Role, WebloomProcess } from '../support/webloom-processes.ts';

/** Heartbeats may be missing for 10 s. */
const FROZEN_MS = 12_500;
/** Time for what was thawed to do harm. */
const AFTERMATH_MS = 3_000;

let revised: RevisedSystem;

beforeAll(async () => {
  revised = await openRevisedSystem({
    services: inject('services'),
    name: 'freeze',
    processes: { orchestrator: 2, dispatcher: 2, pipeline: 2, scraper: 2 },
    latencyMs: 100,
  });
});

afterAll(() => revised?.close());

test.each<[Role, Role]>([
  ['dispatcher', 'pipeline'],
  ['scraper', 'orchestrator'],
])(
  'a run during which one %s and one %s are frozen and thawed stores and tells everything once',
  async (...roles) => {
    const { system, pages, jobId } = revised;
    const started = await startRevised(revised);
    const victims: WebloomProcess[] = [];
    for (const role of roles) {
      // Whichever of the two is at work first: one that is frozen for every look would leave all work to the other.
      const aim = { candidates: system.all(role), wanted: (held: readonly string[]) => held.length > 0 };
      victims.push((await freezeWhoever({ system, site: pages.site }, started.run, aim)).victim);
    }
    await expectMidway(system, started.run);
    await pass(FROZEN_MS);
    for (const victim of victims) victim.thaw();
    await expectWhole(system, started);
    await pass(AFTERMATH_MS);
    await expectWhole(system, started);
    const stored = await system.mongo.pages.list(jobId, { after: null, limit: 1_000 });
    expect(stored).toHaveLength(PAGES + 1);
  },
);

test('a chunk whose pipeline is frozen while it is `storing` is stored by another one, once', async () => {
  const { system, pages } = revised;
  const started = await startRevised(revised);
  const { run } = started;
  const isStoring = async (held: readonly string[]): Promise<boolean> =>
    held.includes('store') && (await system.mongo.chunks.listInState(run._id, ['storing'])).length > 0;
  const aim = { candidates: system.all('pipeline'), wanted: isStoring };
  const { victim, held } = await freezeWhoever({ system, site: pages.site }, run, aim);
  expect(held).toContain('store');
  await expectMidway(system, run);
  await pass(FROZEN_MS);
  victim.thaw();
  await expectWhole(system, started);
  await pass(AFTERMATH_MS);
  await expectWhole(system, started);
});
