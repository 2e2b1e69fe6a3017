// Sentences of a language model about changes, in memory.
import { type SummaryStore, UNASKED } from '../../../../domain/alert/model-summary/summary-store.ts';
import { byId, type DocumentTable } from '../document-table.ts';
import type { ChangeDocument } from '../history-store.ts';

export function createSummaryStore({
  changes,
}: {
  readonly changes: DocumentTable<ChangeDocument>;
}): SummaryStore {
  const untilOf = ({ modelSummary }: ChangeDocument): number =>
    modelSummary?.state === 'waiting' ? modelSummary.until.getTime() : Infinity;
  const isWaiting = ({ modelSummary }: ChangeDocument): boolean => modelSummary?.state === 'waiting';
  return {
    async waiting(limit) {
      return changes.find(isWaiting, (a, b) => untilOf(a) - untilOf(b) || byId(a, b), limit);
    },
    async claim(changeId, asked) {
      const claimed = changes.change(
        changeId,
        ({ modelSummary }) => modelSummary?.state === 'waiting' && modelSummary.asked === asked,
        (change) =>
          change.modelSummary?.state === 'waiting'
            ? { ...change, modelSummary: { ...change.modelSummary, asked: asked + 1 } }
            : change,
      );
      return claimed !== null;
    },
    async settle(changeId, modelSummary) {
      return changes.change(changeId, isWaiting, (change) => ({ ...change, modelSummary })) !== null;
    },
    async askedOf(runId, limit) {
      const isAsked = ({ modelSummary }: ChangeDocument): boolean =>
        modelSummary !== undefined &&
        !(modelSummary.state === 'none' && UNASKED.includes(modelSummary.reason));
      const found = changes.find((one) => one.runId === runId && isAsked(one), byId, limit);
      return found.map(({ severity }) => severity);
    },
  };
}
