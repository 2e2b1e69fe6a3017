// The stores of the clean-up.
import type { Db } from 'mongodb';
import type { CleanUpStore } from '../../../domain/upkeep/clean-up/clean-up.ts';
import type { EndedRunStore } from '../../../domain/upkeep/clean-up/packed/judge-details.ts';
import type { RetentionStore } from '../../../domain/upkeep/clean-up/retention-book.ts';
import type { OldRowStore } from '../../../domain/upkeep/clean-up/rows/old-row.ts';
import type { StoredGauge } from '../../../domain/upkeep/clean-up/stored.ts';
import { translatingErrors } from '../driver-error.ts';
import { createCleanUpStore } from './clean-up-store.ts';
import { createEndedRunStore } from './ended-run-store.ts';
import { createOldRowStore } from './old-row-store.ts';
import { createStoredGauge } from './stored-gauge.ts';
import { createRetentionStore } from './retention-store.ts';

export interface CleanUpStores {
  readonly cleanUps: CleanUpStore;
  readonly endedRuns: EndedRunStore;
  readonly retentions: RetentionStore;
  readonly oldRows: OldRowStore;
  readonly storedGauge: StoredGauge;
}

export function createCleanUpStores(db: Db): CleanUpStores {
  return {
    cleanUps: translatingErrors('cleanUps', createCleanUpStore(db)),
    endedRuns: translatingErrors('endedRuns', createEndedRunStore(db)),
    retentions: translatingErrors('retentions', createRetentionStore(db)),
    oldRows: translatingErrors('oldRows', createOldRowStore(db)),
    storedGauge: translatingErrors('storedGauge', createStoredGauge(db)),
  };
}
