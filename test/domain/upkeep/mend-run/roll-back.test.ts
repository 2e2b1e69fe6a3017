// A run rolled back and the roll-back undone, over stores in memory; with a power cut before each write too.
import { describe, expect, it } from 'vitest';
import { finalizeRun } from '../../../../domain/job/execution/finalize-run.ts';
import { refuseRollback, refuseUndo, startMend } from '../../../../domain/upkeep/mend-run/start-mend.ts';
import type { Mend } from '../../../../domain/run/mend.ts';
import { incidentGroup } from '../../../../domain/alert/incident/incident-id.ts';
import { sampleIncident } from '../../../contracts/sample-alerts.ts';
import { minutesLater, sampleRun, sampleSnapshot } from '../../../contracts/sample-documents.ts';
import { configOf, HOURLY, jobOf, PowerCut, withEveryCut } from '../../../support/control-scene.ts';
import { createMendScene, mendNow, type MendScene, PAGE, WRONG_RUN } from '../../../support/mend-scene.ts';

const BACK: Mend = {
  kind: 'rollback',
  target: { kind: 'run', runId: WRONG_RUN },
  by: 'ada',
  why: 'Wrong price.',
};
const FIRST = '01JZ0000000000000000000001';
const SECOND = '01JZ0000000000000000000002';
const THIRD = '01JZ0000000000000000000003';
const UNDO: Mend = { kind: 'undo-rollback', runId: `run_${FIRST}`, by: 'ada', why: '' };

async function stateOf({ stores }: MendScene) {
  const page = (await stores.pages.getMany([PAGE])).get(PAGE);
  const prices = await stores.history.prices({ pageId: PAGE, limit: 9 });
  return {
    version: page?.baseline?.snapshotId,
    price: page?.price?.minor,
    lowest: page?.lowestMinor,
    prices: prices.map(({ minor }) => minor),
    change: (await stores.history.change(`${PAGE}:2`))?.state,
    isMarked: (await stores.history.snapshot(`${PAGE}:2:0a1b2c3d`))?.rolledBack !== undefined,
    incident: (await stores.incidents.get('inc_told'))?.rolledBack?.by,
  };
}

const WRONG = {
  version: `${PAGE}:2:0a1b2c3d`,
  price: 100,
  lowest: 100,
  prices: [100, 2_490],
  change: 'confirmed',
  isMarked: false,
  incident: undefined,
};
const RIGHT = {
  version: `${PAGE}:1:0a1b2c3d`,
  price: 2_490,
  lowest: 2_490,
  prices: [2_490],
  change: 'withdrawn',
  isMarked: true,
  incident: 'ada',
};

async function rolledBackScene(): Promise<MendScene> {
  const scene = await createMendScene();
  await mendNow(scene, BACK, FIRST);
  return scene;
}

/** An alert stands for many changes of the wrong run. */
async function gatheringScene(isRolledBack = false): Promise<MendScene> {
  const scene = await createMendScene();
  const group = incidentGroup('rule_a', WRONG_RUN);
  const all = sampleIncident('inc_all', { gathers: true, told: 1, run: { id: WRONG_RUN }, group });
  await scene.stores.incidents.insert([all]);
  if (isRolledBack) await mendNow(scene, BACK, FIRST);
  return scene;
}

/** The runs that undid the roll-back. */
async function undoneBy({ stores }: MendScene): Promise<string[]> {
  const records = await stores.rollbacks.list(`run_${FIRST}`, { after: null, limit: 9 });
  return records.flatMap((record) => record.undoneBy ?? []);
}

async function isCutOff(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof PowerCut) return true;
    throw error;
  }
}

describe('rolling back a run', () => {
  it('brings back version, price and lowest price, and tells once those who were told', async () => {
    const scene = await createMendScene();
    expect(await stateOf(scene)).toEqual(WRONG);
    const runId = await mendNow(scene, BACK, FIRST);
    expect(await stateOf(scene)).toEqual(RIGHT);
    expect((await scene.stores.runs.get(runId))?.endingReason?.detail).toBe(
      '1 page rolled back: 1 change, 1 price, 1 version, 1 alert marked.',
    );
    const told = await scene.stores.incidents.due(minutesLater(60), 9);
    expect(told.map(({ _id, next }) => [_id, next])).toEqual([['inc_told', 'end']]);
  });

  it('raises the order of the page, so that what was decided before loses', async () => {
    const scene = await createMendScene();
    await mendNow(scene, BACK, FIRST);
    const page = (await scene.stores.pages.getMany([PAGE])).get(PAGE);
    expect(page?.order).toBe(31);
    const late = { id: PAGE, expectedV: page?.v ?? 0, order: 22, set: {} };
    expect(await scene.stores.pages.write([late])).toEqual([PAGE]);
  });

  it('does the same whenever the power is cut, and what is done twice is counted once', async () => {
    const { whole, cut } = await withEveryCut(
      () => createMendScene() as Promise<MendScene>,
      (scene) => mendNow(scene as MendScene, BACK, FIRST),
      async (scene) => ({
        state: await stateOf(scene as MendScene),
        records: (await (scene as MendScene).stores.rollbacks.list(`run_${FIRST}`, { after: null, limit: 9 }))
          .length,
        job: (await jobOf(scene)).state,
        said: (await scene.stores.runs.get(`run_${FIRST}`))?.endingReason?.detail,
      }),
    );
    const said = '1 page rolled back: 1 change, 1 price, 1 version, 1 alert marked.';
    expect(whole).toEqual({ state: RIGHT, records: 1, job: 'completed', said });
    expect(cut.length).toBeGreaterThan(8);
    for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
  });

  it('is undone exactly, and only once', async () => {
    const scene = await createMendScene();
    const before = (await scene.stores.pages.getMany([PAGE])).get(PAGE);
    const runId = await mendNow(scene, BACK, FIRST);
    await mendNow(scene, { kind: 'undo-rollback', runId, by: 'ada', why: '' }, SECOND);
    expect(await stateOf(scene)).toEqual(WRONG);
    const after = (await scene.stores.pages.getMany([PAGE])).get(PAGE);
    expect(after).toEqual({ ...before, v: 4, order: 41 });
    const rollback = await scene.stores.runs.get(runId);
    await expect(refuseUndo(scene.stores, rollback ?? sampleRun('x'))).rejects.toThrow(/undone by run_/);
  });

  it('is undone the same whenever the power is cut, and what is done twice is counted once', async () => {
    const undone = `run_${SECOND}`;
    const { whole, cut } = await withEveryCut(
      rolledBackScene,
      (scene) => mendNow(scene as MendScene, UNDO, SECOND),
      async (scene) => ({
        state: await stateOf(scene as MendScene),
        said: (await scene.stores.runs.get(undone))?.endingReason?.detail,
        undoneBy: await undoneBy(scene as MendScene),
        job: (await jobOf(scene)).state,
      }),
    );
    expect(whole).toEqual({
      state: WRONG,
      said: '1 page given back what a roll-back had taken: 1 change, 1 price, 1 version, 1 alert marked.',
      undoneBy: [undone],
      job: 'completed',
    });
    expect(cut.length).toBeGreaterThan(8);
    for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
  });

  it('is undone by another run where the one that was cut was stopped then', async () => {
    for (let after = 0, isCut = true; isCut; after++) {
      const scene = await rolledBackScene();
      await startMend(scene.ports, 'job', UNDO, SECOND);
      scene.failAfter = scene.writes + after;
      isCut = await isCutOff(mendNow(scene, UNDO, SECOND));
      scene.failAfter = null;
      const reason = { code: 'stopped', detail: 'Stopped.' } as const;
      await finalizeRun(scene.ports, { runId: `run_${SECOND}`, ending: 'stopped', reason, by: 'workflow' });
      const rollback = (await scene.stores.runs.get(`run_${FIRST}`)) ?? sampleRun('x');
      const isOpen = await refuseUndo(scene.stores, rollback).then(
        () => true,
        () => false,
      );
      if (isOpen) await mendNow(scene, UNDO, THIRD);
      expect([after, await stateOf(scene), (await undoneBy(scene)).length]).toEqual([after, WRONG, 1]);
    }
  });

  it('marks and restores an alert that gathers the changes of the run once, whenever the power is cut', async () => {
    const look = async ({ stores }: Pick<MendScene, 'stores'>, ulid: string) => ({
      alerts: (await stores.runs.get(`run_${ulid}`))?.mended?.counts.alerts,
      moves: (await stores.incidents.get('inc_all'))?.history.map(({ event }) => event),
    });
    const back = await withEveryCut(
      () => gatheringScene(),
      (scene) => mendNow(scene, BACK, FIRST),
      (scene) => look(scene, FIRST),
    );
    const undone = await withEveryCut(
      () => gatheringScene(true),
      (scene) => mendNow(scene, UNDO, SECOND),
      (scene) => look(scene, SECOND),
    );
    expect(back.whole).toEqual({ alerts: 2, moves: ['rolled-back'] });
    expect(undone.whole).toEqual({ alerts: 2, moves: ['rolled-back', 'given-back'] });
    for (const { after, seen } of back.cut) expect([after, seen]).toEqual([after, back.whole]);
    for (const { after, seen } of undone.cut) expect([after, seen]).toEqual([after, undone.whole]);
  });

  it('leaves a page of which a later run stored a version when it is undone', async () => {
    const scene = await createMendScene();
    const runId = await mendNow(scene, BACK, FIRST);
    const page = (await scene.stores.pages.getMany([PAGE])).get(PAGE);
    const baseline = page?.baseline && { ...page.baseline, snapshotId: `${PAGE}:4:new` };
    const later = { id: PAGE, expectedV: page?.v ?? 0, order: 35, set: { ...(baseline && { baseline }) } };
    await scene.stores.pages.write([later]);
    await mendNow(scene, { kind: 'undo-rollback', runId, by: 'ada', why: '' }, SECOND);
    expect(await stateOf(scene)).toEqual({ ...RIGHT, version: `${PAGE}:4:new` });
  });

  it('rolls back one page to the version before one of its versions', async () => {
    const scene = await createMendScene();
    const target = { kind: 'page', pageId: PAGE, snapshotId: `${PAGE}:2:0a1b2c3d` } as const;
    await mendNow(scene, { ...BACK, target }, FIRST);
    expect(await stateOf(scene)).toEqual(RIGHT);
  });

  it('leaves the job as it was: paused, with its failures and figures', async () => {
    const scene = await createMendScene({ state: 'paused', failedInRow: 2 });
    const before = await jobOf(scene);
    const runId = await mendNow(scene, BACK, FIRST);
    const { state, failedInRow, aggregates, activeRun } = await jobOf(scene);
    const { aggregates: same } = before;
    expect({ state, failedInRow, aggregates, activeRun }).toEqual({
      state: 'paused',
      failedInRow: 2,
      aggregates: same,
      activeRun: null,
    });
    expect((await scene.stores.runs.get(runId))?.mend?.jobState).toBe('paused');
  });

  it('gives a stopped job no schedule again', async () => {
    const scene = await createMendScene({ state: 'stopped', config: configOf({ schedule: HOURLY }) });
    scene.noted.schedules.delete('job');
    await mendNow(scene, BACK, FIRST);
    expect([(await jobOf(scene)).state, scene.noted.schedules.has('job')]).toEqual(['stopped', false]);
  });

  it('waits for nobody: a job with a run, or an archived one, refuses and says what to do', async () => {
    const held = await createMendScene({ activeRun: 'run_other' });
    await held.stores.runs.insert(sampleRun('run_other', { state: 'running' }));
    await expect(startMend(held.ports, 'job', BACK)).rejects.toThrow(/run_other is going on. Wait/);
    const archived = await createMendScene({ state: 'archived' });
    await expect(startMend(archived.ports, 'job', BACK)).rejects.toThrow(/Restore it first/);
  });

  it.each([
    [
      'a roll-back',
      { mend: { ...BACK, jobState: 'completed' as const } },
      /undo it instead \(webloom undo-rollback x\)/,
    ],
    [
      'an undo',
      {
        mend: {
          kind: 'undo-rollback' as const,
          runId: 'run_a',
          by: 'a',
          why: '',
          jobState: 'completed' as const,
        },
      },
      /Roll back the run/,
    ],
    ['a run that goes on', { state: 'running' as const }, /Wait for its end/],
  ])('refuses to roll back %s', (_what, fields, message) => {
    expect(() => refuseRollback(sampleRun('x', { state: 'completed', ...fields }))).toThrow(message);
  });

  it('refuses to undo a run that is no roll-back, and a roll-back that changed nothing', async () => {
    const { stores } = await createMendScene();
    const ended = { state: 'completed' } as const;
    await expect(refuseUndo(stores, sampleRun('x', ended))).rejects.toThrow(/is no roll-back/);
    const mend = { ...BACK, jobState: 'completed' } as const;
    await expect(refuseUndo(stores, sampleRun('x', { ...ended, mend }))).rejects.toThrow(/changed nothing/);
  });

  it('takes back what a later run made of the wrong version', async () => {
    const scene = await createMendScene();
    await scene.stores.history.insertSnapshots([
      sampleSnapshot(PAGE, 3, { runId: 'run_later', at: minutesLater(20) }),
    ]);
    await mendNow(scene, BACK, FIRST);
    expect(await stateOf(scene)).toEqual(RIGHT);
    expect((await scene.stores.history.snapshot(`${PAGE}:3:0a1b2c3d`))?.rolledBack?.by).toBe('ada');
  });
});
