import { describe, expect, it } from 'vitest';
import {
  planReplay,
  replayLetters,
  tryReplay,
  type Replayed,
} from '../../../../domain/upkeep/dead-letter/replay-letters.ts';
import { mostPages } from '../../../../domain/upkeep/dead-letter/start-replay.ts';
import { collectFromRuns, reopenUnanswered } from '../../../../domain/upkeep/dead-letter/collect-letters.ts';
import { reconcileLeases } from '../../../../domain/job/reconcile/reconcile-jobs.ts';
import { releaseLease } from '../../../../domain/job/execution/release-lease.ts';
import type { LetterFilter } from '../../../../domain/upkeep/dead-letter/dead-letter.ts';
import { sampleLetter } from '../../../contracts/dead-letter-store.ts';
import { sampleDelivery } from '../../../contracts/alert-stores.ts';
import { START } from '../../../contracts/sample-documents.ts';
import { HOURLY, configOf, jobOf, withEveryCut } from '../../../support/control-scene.ts';
import {
  type LetterScene,
  createLetterScene,
  endRun,
  later,
  lettersOf,
  outlineOf,
} from '../../../support/letter-scene.ts';

const ALL: LetterFilter = { workspaceId: 'default' };

async function withLetters(): Promise<LetterScene> {
  const scene = await createLetterScene();
  await endRun(scene, 1, ['a', 'b', 'c']);
  await collectFromRuns(scene.letterPorts, async () => true);
  return scene;
}

async function replay(scene: LetterScene, filter: Partial<LetterFilter> = {}): Promise<Replayed> {
  const plan = await planReplay(scene.letterPorts, { ...ALL, ...filter });
  return replayLetters(scene.letterPorts, plan, 'Ann');
}

const runsOf = async ({ stores }: LetterScene) =>
  (await stores.runs.list({ jobId: 'job', limit: 9 })).filter(({ trigger }) => trigger === 'replay');

describe('a replay of dead letters', () => {
  it('starts one run of exactly their pages, each once, and no list goes to the engine', async () => {
    const scene = await withLetters();
    await scene.stores.deadLetters.note([
      sampleLetter('same', { jobId: 'job', origin: 'broker', url: 'http://shop.test/a', urlKey: 'a' }),
    ]);
    const { jobs } = await replay(scene);
    const run = await scene.stores.runs.get(jobs[0]?.runId ?? '');
    expect(run).toMatchObject({ trigger: 'replay', startedBy: 'Ann' });
    expect(run?.onlyUrls?.toSorted()).toEqual(['a', 'b', 'c'].map((key) => `http://shop.test/${key}`));
    expect([...scene.noted.started.values()].map(({ onlyUrls }) => onlyUrls)).toEqual([undefined]);
    expect((await lettersOf(scene)).every((one) => one.state === 'replayed' && one.by === 'Ann')).toBe(true);
  });

  it('takes only letters that fit, and none twice', async () => {
    const scene = await withLetters();
    const some = (await lettersOf(scene)).slice(0, 1).map(({ _id }) => _id);
    const { jobs } = await replay(scene, { ids: some });
    expect((await scene.stores.runs.get(jobs[0]?.runId ?? ''))?.onlyUrls).toEqual(['http://shop.test/a']);
    const again = await replay(scene, { ids: some });
    expect(again.jobs).toEqual([]);
  });

  it('is refused while a run goes on, and the letters stay open', async () => {
    const scene = await withLetters();
    await replay(scene, { ids: (await lettersOf(scene)).slice(0, 1).map(({ _id }) => _id) });
    const { jobs } = await replay(scene);
    expect(jobs[0]?.refusal).toContain('is going on. Replay again when it has ended.');
    expect(await outlineOf(scene)).toEqual([
      'a replayed timeout ×1',
      'b open timeout ×1',
      'c open timeout ×1',
    ]);
    const plan = await planReplay(scene.letterPorts, ALL);
    expect((await tryReplay(scene.letterPorts, plan))[0]?.refusal).toContain('is going on');
  });

  it('does not put a stopped job back on its schedule', async () => {
    const scene = await withLetters();
    const { jobs } = scene.stores;
    await jobs.configure('job', 1, { config: configOf({ schedule: HOURLY }) });
    const set = await jobOf(scene);
    await jobs.control(set, {}, { at: START, from: set.state, to: 'stopped', event: 'stop', by: 'api' });
    const plan = await planReplay(scene.letterPorts, ALL);
    expect((await tryReplay(scene.letterPorts, plan))[0]?.refusal).toContain('Start it first.');
  });

  it('that is cut off anywhere makes at most one run of a page, and loses no letter', async () => {
    const { whole, cut } = await withEveryCut(
      withLetters,
      (scene) => replay(scene),
      async (scene) => {
        // What was given to a run that was never made is opened by the monitor, then replayed again.
        scene.now = later(5);
        await reconcileLeases(scene.ports);
        await reopenUnanswered(scene.letterPorts);
        await replay(scene);
        return { runs: (await runsOf(scene)).length, letters: await outlineOf(scene) };
      },
    );
    expect(whole.runs).toBe(1);
    for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
  });

  it('that fails is not retried as a run of the whole job', async () => {
    const scene = await withLetters();
    const { jobs } = await replay(scene);
    const run = await scene.stores.runs.get(jobs[0]?.runId ?? '');
    if (run === null) throw new Error('no run');
    const failed = { ...run, state: 'failed' } as const;
    await releaseLease(scene.ports, failed);
    expect(await jobOf(scene)).toMatchObject({ activeRun: null, failedInRow: 0, retryAt: null });
  });

  it('of more pages than a run may fetch leaves the rest open', async () => {
    const scene = await createLetterScene();
    const config = configOf({ limits: { maxPages: 2 } });
    expect(await scene.stores.jobs.configure('job', 1, { config })).not.toBeNull();
    expect(mostPages(await jobOf(scene))).toBe(2);
    await endRun(scene, 1, ['a', 'b', 'c']);
    await collectFromRuns(scene.letterPorts, async () => true);
    const { jobs } = await replay(scene);
    expect(jobs[0]).toMatchObject({ left: 1 });
    expect((await outlineOf(scene)).filter((line) => line.includes('open'))).toHaveLength(1);
  });

  it('names letters of which nothing can be fetched', async () => {
    const scene = await createLetterScene();
    await scene.stores.deadLetters.note([
      sampleLetter('odd', { origin: 'broker', jobId: null, url: null, urlKey: null }),
      sampleLetter('foreign', { jobId: 'job_of_others' }),
    ]);
    const { refused, jobs } = await replay(scene);
    expect(jobs).toEqual([]);
    expect(refused.map(({ why }) => why).toSorted()).toEqual([
      'It names no page of a job: edit its payload to JSON with jobId and url, or discard it.',
      'Its job is not there: edit it, or discard it.',
    ]);
  });
});

describe('a replay of deliveries', () => {
  const letter = sampleLetter('ltr', { origin: 'delivery', url: null, urlKey: null, deliveryId: 'dlv_1' });

  it('sends them again, in a new round', async () => {
    const scene = await createLetterScene();
    await scene.stores.deliveries.insert(sampleDelivery('dlv_1', { state: 'dead' }));
    await scene.stores.deadLetters.note([{ ...letter, channelId: 'chn_1' }]);
    expect(await replay(scene)).toMatchObject({ sent: 1, refused: [] });
    expect(scene.rounds).toEqual(['dlv_1 2']);
    expect(await outlineOf(scene)).toEqual(['- replayed http-error ×1']);
  });

  it('hands them to another channel, where somebody chose one', async () => {
    const scene = await createLetterScene();
    await scene.stores.deliveries.insert(sampleDelivery('dlv_1', { state: 'dead' }));
    await scene.stores.deadLetters.note([{ ...letter, channelId: 'chn_2' }]);
    expect(await replay(scene)).toMatchObject({ sent: 1 });
    expect(scene.rounds).toHaveLength(1);
    expect(await outlineOf(scene)).toEqual(['- settled http-error ×1']);
  });

  it('says that a delivery is gone', async () => {
    const scene = await createLetterScene();
    await scene.stores.deadLetters.note([letter]);
    expect((await replay(scene)).refused[0]?.why).toContain('not kept any more');
  });
});
