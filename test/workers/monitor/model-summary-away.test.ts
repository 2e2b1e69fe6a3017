// A language model that is away, slow or wrong, tokens that are used, and processes that end: the change is told all the same, at its time.
import { describe, expect, it } from 'vitest';
import { WAIT_MS } from '../../../domain/alert/model-summary/summary-guard.ts';
import { PowerCut } from '../../support/control-scene.ts';
import { breaksOff, hangs, MODEL_KEY, says, sends } from '../../support/model-server.ts';
import {
  createSummaryScene,
  LINE,
  messageWithout,
  SENTENCE,
  toldScene,
} from '../../support/summary-scene.ts';

describe('without a sentence, and with why, a change is told as ever', () => {
  it.each([
    ['is away', sends(503, { error: MODEL_KEY }), 'model', 'It fails (503)'],
    ['refuses the key', sends(401, { error: MODEL_KEY }), 'model', 'It refuses the key (401)'],
    ['sends elsewhere', sends(302, {}, { location: 'http://evil.example/' }), 'model', 'another address'],
    ['breaks off', breaksOff, 'model', 'broke off'],
    ['says nonsense', says('I am a teapot'), 'answer', 'not in the form'],
    ['says nothing', says({ sentence: '' }), 'answer', 'it wrote none'],
    ['is cut off', says({ sentence: 'It' }, 9, 'length'), 'answer', 'cut off'],
    ['talks on', says({ sentence: 'x'.repeat(500) }), 'answer', 'longer than 200'],
    ['invents a price', says({ sentence: 'Now 1 €!' }), 'answer', 'names 1, which stands neither'],
  ])('where the model %s', async (_what, saying, reason, detail) => {
    const scene = await toldScene(saying);
    const change = await scene.change('tea');
    expect(change?.modelSummary).toMatchObject({
      state: 'none',
      reason,
      detail: expect.stringContaining(detail),
    });
    expect(JSON.stringify(change)).not.toContain(MODEL_KEY);
    expect(scene.message('tea')?.lines).toEqual((await messageWithout())?.lines);
    expect(scene.message('tea')?.change).not.toHaveProperty('modelSummary');
  });

  it('where the model is slow', async () => {
    const scene = await createSummaryScene();
    scene.server.saying = hangs;
    await scene.put('tea');
    await scene.sweep();
    await scene.write({ within: () => AbortSignal.timeout(50) });
    await scene.sweep();
    expect(await scene.change('tea')).toMatchObject({
      modelSummary: { reason: 'model', detail: expect.stringContaining('no whole answer in time') },
    });
    expect(scene.message('tea')).toBeDefined();
  });

  it('where nobody asks, at its time', async () => {
    const scene = await createSummaryScene();
    await scene.put('tea');
    await scene.sweep();
    scene.later(WAIT_MS - 1);
    await scene.sweep();
    expect(scene.message('tea')).toBeUndefined();
    scene.later(1);
    await scene.sweep();
    expect(scene.message('tea')?.lines).toEqual((await messageWithout())?.lines);
    await scene.write();
    expect(await scene.change('tea')).toMatchObject({ modelSummary: { reason: 'late' } });
    expect(scene.server.asked).toEqual([]);
  });

  it('where the answer comes after its time, which the change has all the same', async () => {
    const scene = await createSummaryScene();
    scene.server.saying = (response, asked) => {
      scene.later(WAIT_MS);
      says({ sentence: SENTENCE })(response, asked);
    };
    await scene.put('tea');
    await scene.sweep();
    await scene.write();
    expect(await scene.change('tea')).toMatchObject({ modelSummary: { state: 'written' } });
    await scene.sweep();
    expect(scene.message('tea')?.lines).toEqual((await messageWithout())?.lines);
  });

  it('where the tokens of the day are used', async () => {
    const scene = await createSummaryScene([{}], { tokensPerDay: 1_500 });
    scene.server.saying = says({ sentence: SENTENCE }, 1_000);
    for (const name of ['a', 'b']) {
      await scene.put(name);
      await scene.sweep();
      await scene.write();
      await scene.sweep();
    }
    expect(scene.message('a')?.lines[0]).toBe(LINE);
    expect(await scene.change('b')).toMatchObject({
      modelSummary: {
        reason: 'tokens',
        detail: expect.stringMatching(/^its tokens are used: A workspace has 1,500/),
      },
    });
    expect(scene.message('b')).toBeDefined();
    expect(scene.server.asked).toHaveLength(1);
  });

  it('where it was taken back meanwhile: nothing is asked or told', async () => {
    const scene = await createSummaryScene();
    await scene.put('tea');
    await scene.sweep();
    const mark = { runId: 'run_back', at: scene.alerts.now, by: 'ada', why: '' };
    const rows = { priceIds: [], unjudgedPriceIds: [], snapshotIds: [] };
    const changes = [{ id: 'wanting:tea:1', state: 'confirmed' as const }];
    await scene.alerts.stores.history.takeBack({ ...rows, changes }, mark);
    await scene.write();
    expect(await scene.change('tea')).toMatchObject({ modelSummary: { reason: 'withdrawn' } });
    expect(scene.server.asked).toEqual([]);
  });
});

describe('a process that ends', () => {
  it('while it asks leaves the question to the next one, which asks once more', async () => {
    const scene = await createSummaryScene();
    scene.server.saying = hangs;
    await scene.put('tea');
    await scene.sweep();
    const ended = AbortSignal.abort();
    const dying = { ending: ended, within: () => ended };
    expect(await scene.write(dying)).toBe(0);
    expect(await scene.change('tea')).toMatchObject({ modelSummary: { state: 'waiting', asked: 1 } });
    expect(await scene.write(dying)).toBe(0);
    scene.server.saying = says({ sentence: SENTENCE });
    await scene.write();
    expect(await scene.change('tea')).toMatchObject({ modelSummary: { reason: 'cut-off' } });
    await scene.sweep();
    expect(scene.message('tea')).toBeDefined();
  });

  it('before any write tells once all the same, and asks twice at most', async () => {
    for (let writes = 0; ; writes += 1) {
      const scene = await createSummaryScene();
      scene.server.saying = says({ sentence: SENTENCE });
      await scene.put('tea');
      scene.alerts.failAfter = writes;
      const turn = async (): Promise<void> => {
        await scene.sweep();
        await scene.write();
        await scene.sweep();
      };
      const isCut = await turn().then(
        () => false,
        (error: unknown) => {
          expect(error).toBeInstanceOf(PowerCut);
          return true;
        },
      );
      scene.alerts.failAfter = null;
      await turn();
      scene.later(WAIT_MS);
      await scene.sweep();
      expect(scene.alerts.sent.size).toBe(1);
      expect(scene.server.asked.length).toBeGreaterThan(0);
      expect(scene.server.asked.length).toBeLessThanOrEqual(2);
      if (!isCut) break;
    }
  });
});
