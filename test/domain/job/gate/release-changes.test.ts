import { describe, expect, it } from 'vitest';
import { sweepAlerts } from '../../../../domain/alert/sweep/sweep-alerts.ts';
import { decideRelease } from '../../../../domain/job/gate/release-changes.ts';
import { parseGate } from '../../../../domain/config/gate/gate-text.ts';
import { toInbox } from '../../../../domain/page/inbox.ts';
import { sampleChange, samplePrice, sampleRun } from '../../../contracts/sample-documents.ts';
import { createAlertScene } from '../../../support/alert-scene.ts';
import { jobOf, type Scene, withEveryCut } from '../../../support/control-scene.ts';
import { crawling, finalize, RUN } from '../../../support/crawling-run.ts';

/** The run reads three pages, and a fourth fails: a quarter. */
const CLOSED = [parseGate('failures above 20%, hold changes')];
const OPEN = [parseGate('failures above 30%, hold changes')];

/** A run that has found a change and a price, which its gates may hold back. */
async function found(gates: typeof CLOSED): Promise<Scene> {
  const scene = await crawling({ gates, dependents: [] });
  const { history } = scene.stores;
  const {
    workspaceId,
    inbox: _inbox,
    ...change
  } = sampleChange('job:p1', 1, {
    runId: RUN,
    state: 'pending',
    held: RUN,
  });
  await history.insertChanges([toInbox(workspaceId, change)]);
  await history.insertPrices([samplePrice('job:p1', 1, { runId: RUN, held: RUN })]);
  return scene;
}

async function seen({ stores }: Scene) {
  const [change] = await stores.history.changes({ runId: RUN, limit: 9 });
  const [price] = await stores.history.prices({ runId: RUN, limit: 9 });
  return {
    state: change?.state,
    held: [change?.held, price?.held],
    told: [change?.alertAt !== undefined, price?.alertAt !== undefined],
  };
}

const HELD = { state: 'pending', held: [RUN, RUN], told: [false, false] };
const CONFIRMED = { state: 'confirmed', held: [undefined, undefined], told: [true, true] };
const WITHDRAWN = { state: 'withdrawn', held: [undefined, undefined], told: [false, false] };

describe('changes of a job with a gate that holds them', () => {
  it('are told at the end of a run that leaves the gate open', async () => {
    const scene = await found(OPEN);
    expect(await finalize(scene)).not.toHaveProperty('hold');
    expect(await seen(scene)).toEqual(CONFIRMED);
  });

  it('wait when the run closes it, and the job goes on', async () => {
    const scene = await found(CLOSED);
    const run = await finalize(scene);
    expect(run.hold).toEqual({ state: 'held', gates: ['failures above 20%, hold changes'] });
    expect(await seen(scene)).toEqual(HELD);
    expect(await jobOf(scene)).toMatchObject({
      state: 'completed',
      trouble: { kind: 'held', text: expect.stringContaining('1 of 4 pages (25 %) failed.') },
    });
  });

  it.each([
    ['confirmed', CONFIRMED],
    ['withdrawn', WITHDRAWN],
  ] as const)('are %s by somebody, once and for all', async (state, expected) => {
    const scene = await found(CLOSED);
    await finalize(scene);
    const decided = await decideRelease(scene.ports, RUN, { state, by: 'ada' });
    expect(decided.hold).toMatchObject({ state, by: 'ada' });
    expect(await seen(scene)).toEqual(expected);
    expect((await jobOf(scene)).trouble).toBeNull();
    await decideRelease(scene.ports, RUN, { state, by: 'bob' });
    const other = state === 'confirmed' ? 'withdrawn' : 'confirmed';
    await expect(decideRelease(scene.ports, RUN, { state: other, by: 'bob' })).rejects.toThrow(
      `are ${state} already`,
    );
  });

  it('are not decided about where no gate holds them', async () => {
    const scene = await found(OPEN);
    await finalize(scene);
    const decide = decideRelease(scene.ports, RUN, { state: 'confirmed', by: 'ada' });
    await expect(decide).rejects.toThrow('holds no changes back');
  });

  it('are told with a power cut between any two writes of the end of the run', async () => {
    const { whole, cut } = await withEveryCut(
      () => found(OPEN),
      (scene) => finalize(scene),
      seen,
    );
    expect(whole).toEqual(CONFIRMED);
    for (const { after, seen: state } of cut) expect(state, `cut after ${after} writes`).toEqual(whole);
  });
});

it('a decision whose process died is carried out by the sweep of alerts', async () => {
  const scene = await createAlertScene();
  const { runs, history } = scene.stores;
  const run = { gates: ['worse than usual, hold changes'], state: 'held' } as const;
  await runs.insert(sampleRun('run', { state: 'completed', hold: run }));
  const {
    workspaceId,
    inbox: _inbox,
    ...change
  } = sampleChange('job:p1', 1, { state: 'pending', held: 'run' });
  await history.insertChanges([toInbox(workspaceId, change)]);
  await sweepAlerts(scene.ports);
  expect(scene.sent.size).toBe(0);
  await runs.decideRelease('run', { state: 'confirmed', by: 'ada', at: scene.now });
  await sweepAlerts(scene.ports);
  await sweepAlerts(scene.ports);
  expect(scene.sent.size).toBe(1);
});
