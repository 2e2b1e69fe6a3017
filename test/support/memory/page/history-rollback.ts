// Takes changes, prices and snapshots back in memory, gives them back, and marks what can not be read.
import type { InboxChange } from '../../../../domain/page/inbox.ts';
import type { PricePoint, Snapshot } from '../../../../domain/page/page.ts';
import type { HistoryStore } from '../../../../domain/page/page-store.ts';
import type { DocumentTable } from '../document-table.ts';

interface Tables {
  readonly snapshots: DocumentTable<Snapshot>;
  readonly changes: DocumentTable<InboxChange>;
  readonly prices: DocumentTable<PricePoint>;
}

export function createRollbacks(
  tables: Tables,
): Pick<HistoryStore, 'takeBack' | 'giveBack' | 'markUnreadable' | 'takeOff'> {
  const { snapshots, changes, prices } = tables;
  return {
    async takeOff(lacking) {
      for (const { snapshotId, lacks } of lacking)
        snapshots.change(
          snapshotId,
          () => true,
          (snapshot) => {
            const next = { ...snapshot };
            for (const what of lacks) Reflect.deleteProperty(next, what);
            return next;
          },
        );
    },
    async markUnreadable(marks) {
      for (const { id, why } of marks)
        snapshots.change(
          id,
          () => true,
          (snapshot) => ({ ...snapshot, unreadable: why }),
        );
    },
    async takeBack({ changes: withdrawn, priceIds, snapshotIds }, rolledBack) {
      for (const { id } of withdrawn)
        changes.change(id, isInForce, (change) => ({
          ...unjudged(change),
          state: 'withdrawn',
          rolledBack,
        }));
      for (const id of priceIds)
        prices.change(id, isInForce, (point) => ({ ...unjudged(point), rolledBack }));
      for (const id of snapshotIds)
        snapshots.change(id, isInForce, (snapshot) => ({ ...snapshot, rolledBack }));
    },
    async giveBack({ changes: withdrawn, priceIds, unjudgedPriceIds, snapshotIds }, at) {
      for (const { id, state, isUnjudged } of withdrawn)
        changes.change(id, isTaken, (change) => ({
          ...given(change),
          state,
          ...(isUnjudged === true ? { alertAt: at } : {}),
        }));
      for (const id of unjudgedPriceIds) prices.change(id, isTaken, (point) => ({ ...point, alertAt: at }));
      for (const id of priceIds) prices.change(id, isTaken, given);
      for (const id of snapshotIds) snapshots.change(id, isTaken, given);
    },
  };
}

type Marked = Pick<Snapshot, 'rolledBack'>;

function isInForce({ rolledBack }: Marked): boolean {
  return rolledBack === undefined;
}

function isTaken({ rolledBack }: Marked): boolean {
  return rolledBack !== undefined;
}

function unjudged<T extends { readonly alertAt?: Date }>(row: T): T {
  const next = { ...row };
  Reflect.deleteProperty(next, 'alertAt');
  return next;
}

function given<T extends Marked>(row: T): T {
  const next = { ...row };
  Reflect.deleteProperty(next, 'rolledBack');
  return next;
}
