import { describe, expect, it } from 'vitest';
import {
  forgetLetters,
  settleDeliveries,
  collectFromDeliveries,
  collectFromRuns,
  reopenUnanswered,
} from '../../../../domain/upkeep/dead-letter/collect-letters.ts';
import { statesBefore } from '../../../../domain/upkeep/dead-letter/lifecycle.ts';
import { sampleFailure, START } from '../../../contracts/sample-documents.ts';
import { sampleDelivery } from '../../../contracts/alert-stores.ts';
import { withEveryCut } from '../../../support/control-scene.ts';
import {
  type LetterScene,
  createLetterScene,
  endRun,
  later,
  outlineOf,
  storePages,
} from '../../../support/letter-scene.ts';

const always = async (): Promise<boolean> => true;
const watch = (scene: LetterScene): Promise<void> => collectFromRuns(scene.letterPorts, always);

describe('what an ended run gave up', () => {
  it('becomes one letter for a page, counted once for a run, with the power cut anywhere', async () => {
    const prepare = async (): Promise<LetterScene> => {
      const scene = await createLetterScene();
      await endRun(scene, 1, ['a', 'b']);
      await watch(scene);
      scene.now = later(5);
      await endRun(scene, 2, ['b', 'c']);
      return scene;
    };
    const { whole, cut } = await withEveryCut(prepare, watch, outlineOf);
    expect(whole).toEqual(['a open timeout ×1', 'b open timeout ×2', 'c open timeout ×1']);
    expect(cut.length).toBeGreaterThan(1);
    for (const { after, seen } of cut) expect([after, seen]).toEqual([after, whole]);
  });

  it('is settled by a later run that stored the page, not by what the same run stored before', async () => {
    const scene = await createLetterScene();
    await storePages(scene, 1, ['b']);
    await endRun(scene, 1, ['a', 'b']);
    await watch(scene);
    await storePages(scene, 2, ['a']);
    await endRun(scene, 2, []);
    await watch(scene);
    expect(await outlineOf(scene)).toEqual(['a settled timeout ×1', 'b open timeout ×1']);
  });

  it('is not settled by a run that wrote the page without asking for it, as a roll-back does', async () => {
    const scene = await createLetterScene();
    await endRun(scene, 1, ['a']);
    await watch(scene);
    await storePages(scene, 2, ['a'], later(-60));
    await endRun(scene, 2, []);
    await watch(scene);
    expect(await outlineOf(scene)).toEqual(['a open timeout ×1']);
  });

  it('is open again when it fails after it was discarded', async () => {
    const scene = await createLetterScene();
    await endRun(scene, 1, ['a']);
    await watch(scene);
    const ids = (
      await scene.stores.deadLetters.list({ workspaceId: 'default' }, { after: null, limit: 9 })
    ).map(({ _id }) => _id);
    const set = { state: 'discarded', movedAt: START } as const;
    await scene.stores.deadLetters.move(ids, { from: statesBefore('discard'), set });
    await endRun(scene, 2, []);
    await watch(scene);
    expect(await outlineOf(scene)).toEqual(['a discarded timeout ×1']);
    await endRun(scene, 3, ['a']);
    await watch(scene);
    expect(await outlineOf(scene)).toEqual(['a open timeout ×2']);
  });
});

describe('a replay', () => {
  const replayed = async (): Promise<LetterScene> => {
    const scene = await createLetterScene();
    await endRun(scene, 1, ['a', 'b', 'c']);
    await watch(scene);
    const all = await scene.stores.deadLetters.list({ workspaceId: 'default' }, { after: null, limit: 9 });
    const set = { state: 'replayed', replayRunId: 'run_2', movedAt: scene.now } as const;
    await scene.stores.deadLetters.move(
      all.map(({ _id }) => _id),
      { from: ['open'], set },
    );
    return scene;
  };

  it('settles what it stored and opens the rest, with the reason it ended with now', async () => {
    const scene = await replayed();
    await storePages(scene, 2, ['a']);
    const runId = await endRun(scene, 2, [], 'replay');
    await scene.stores.failures.put([
      sampleFailure(runId, 'b', { reason: 'not-found', dead: false, detail: 'answered 404' }),
    ]);
    await watch(scene);
    expect(await outlineOf(scene)).toEqual([
      'a settled timeout ×1',
      'b open not-found ×1',
      'c open timeout ×1',
    ]);
  });

  it('whose run was never made is open again after a minute', async () => {
    const scene = await replayed();
    await reopenUnanswered(scene.letterPorts);
    expect(await outlineOf(scene)).toContain('a replayed timeout ×1');
    scene.now = later(2);
    await reopenUnanswered(scene.letterPorts);
    expect(await outlineOf(scene)).toEqual(['a open timeout ×1', 'b open timeout ×1', 'c open timeout ×1']);
  });
});

describe('a delivery that was given up', () => {
  it('becomes a letter, tests do not, and is settled when it was delivered after all', async () => {
    const scene = await createLetterScene();
    const { deliveries } = scene.stores;
    const given = sampleDelivery('dlv_1', { state: 'dead', updatedAt: START });
    await deliveries.insert(given);
    const test = { ...given.message, kind: 'test' } as const;
    await deliveries.insert(sampleDelivery('dlv_2', { state: 'dead', updatedAt: START, message: test }));
    const next = await collectFromDeliveries(scene.letterPorts, new Date(0));
    await collectFromDeliveries(scene.letterPorts, new Date(0));
    expect(await outlineOf(scene)).toEqual(['- open delivery-failed ×1']);
    await deliveries.move(given, { state: 'delivered', updatedAt: scene.now });
    await collectFromDeliveries(scene.letterPorts, next);
    await settleDeliveries(scene.letterPorts);
    expect(await outlineOf(scene)).toEqual(['- settled delivery-failed ×1']);
    scene.now = later(91 * 24 * 60);
    await forgetLetters(scene.letterPorts, always);
    expect(await outlineOf(scene)).toEqual([]);
  });
});
