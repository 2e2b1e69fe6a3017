// What every store of sentences about changes promises: they wait once, are claimed by one, settled once, and counted by run.
import { beforeAll, describe, expect, it } from 'vitest';
import type { AlertMarkStore } from '../../domain/alert/rule/alert-store.ts';
import type { SummaryStore } from '../../domain/alert/model-summary/summary-store.ts';
import type { HistoryStore } from '../../domain/page/page-store.ts';
import type { ModelSummary, NoSummaryReason } from '../../domain/page/model-summary/model-summary.ts';
import { minutesLater, sampleChange, START } from './sample-documents.ts';
import { race } from './race.ts';

interface Stores {
  readonly alertMarks: AlertMarkStore;
  readonly history: HistoryStore;
  readonly summaries: SummaryStore;
}

const waiting = (minutes: number): ModelSummary => ({
  state: 'waiting',
  until: minutesLater(minutes),
  asked: 0,
});
const none = (reason: NoSummaryReason): ModelSummary => ({ state: 'none', reason, detail: 'why', at: START });

export function describeSummaryStore(name: string, create: () => Promise<Stores>): void {
  describe(`summary store on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await create();
    });

    async function judge(id: string, modelSummary: ModelSummary, more: { readonly runId?: string } = {}) {
      const change = sampleChange(id, 1, { state: 'confirmed', alertAt: START, ...more });
      await stores.history.insertChanges([change]);
      await stores.alertMarks.changesJudged([{ id: change._id, alerts: [], modelSummary }]);
    }

    it('has what waits, the first to be told first, until it is settled, once', async () => {
      const { summaries, history } = stores;
      await judge('sum:later', waiting(2));
      await judge('sum:sooner', waiting(1));
      await judge('sum:never', none('too-many'));
      const found = await summaries.waiting(9);
      expect(found.map(({ _id }) => _id)).toEqual(['sum:sooner:1', 'sum:later:1']);
      expect(found[0]?.modelSummary).toEqual(waiting(1));
      expect(found[0]).not.toHaveProperty('alertAt');
      expect(await summaries.waiting(1)).toHaveLength(1);
      const written = { state: 'written', text: 'It fell.', model: 'small', at: START } as const;
      const settled = await race(4, () => summaries.settle('sum:sooner:1', written));
      expect(settled.filter(Boolean)).toHaveLength(1);
      expect(await summaries.settle('sum:never:1', written)).toBe(false);
      expect(await summaries.settle('sum:gone:1', written)).toBe(false);
      expect(await history.change('sum:sooner:1')).toMatchObject({ modelSummary: written });
      expect((await summaries.waiting(9)).map(({ _id }) => _id)).toEqual(['sum:later:1']);
    });

    it('lets one ask, and counts how often somebody did', async () => {
      const { summaries } = stores;
      await judge('sum:asked', waiting(9));
      const claims = await race(4, () => summaries.claim('sum:asked:1', 0));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await summaries.claim('sum:asked:1', 0)).toBe(false);
      expect(await summaries.claim('sum:asked:1', 1)).toBe(true);
      const asked = (await summaries.waiting(9)).find(({ _id }) => _id === 'sum:asked:1');
      expect(asked?.modelSummary).toMatchObject({ asked: 2 });
    });

    it('has the severities of those of a run that are asked about', async () => {
      const { summaries, history } = stores;
      const runId = 'sum_run';
      for (const reason of ['too-many', 'together', 'no-model'] as const)
        await judge(`sum:${reason}`, none(reason), { runId });
      await judge('sum:model', none('model'), { runId });
      await judge('sum:waits', waiting(3), { runId });
      await judge('sum:other', waiting(3), { runId: 'other_run' });
      await history.insertChanges([sampleChange('sum:unmarked', 1, { runId })]);
      expect(await summaries.askedOf(runId, 9)).toEqual(['notable', 'notable']);
      expect(await summaries.askedOf(runId, 1)).toHaveLength(1);
    });
  });
}
