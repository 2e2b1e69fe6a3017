// The ports for mending what is stored.
import type { AlertRuleStore } from '../../alert/rule/alert-rule.ts';
import type { AlertStateStore } from '../../alert/rule/alert-store.ts';
import type { Clock, Hasher, Log } from '../../system/clock.ts';
import type { IncidentStore } from '../../alert/incident/incident.ts';
import type { RollbackStore } from '../../page/rollback-store.ts';
import type { Page } from '../../page/page.ts';
import type { HistoryStore, PageStore } from '../../page/page-store.ts';
import type { Run } from '../../run/run.ts';
import type { ChunkStore, RunStore } from '../../run/run-store.ts';
import type { StageFiles } from '../../run/stage/stage-files.ts';
import type { ReadPorts } from './read-again.ts';

/** What a roll-back reads before it changes anything. */
export interface RollbackReads {
  readonly runs: Pick<RunStore, 'get'>;
  readonly chunks: Pick<ChunkStore, 'list'>;
  readonly files: Pick<StageFiles, 'read'>;
  readonly pages: Pick<PageStore, 'getMany'>;
  readonly history: Pick<HistoryStore, 'snapshots' | 'changes' | 'prices' | 'snapshot'>;
}

export interface MendPorts extends RollbackReads, ReadPorts {
  readonly runs: Pick<RunStore, 'get' | 'noteMended'>;
  readonly pages: Pick<PageStore, 'getMany' | 'list' | 'write'>;
  readonly history: Pick<
    HistoryStore,
    | 'snapshots'
    | 'changes'
    | 'prices'
    | 'snapshot'
    | 'takeBack'
    | 'giveBack'
    | 'fillFields'
    | 'putReadings'
    | 'markUnreadable'
    | 'takeOff'
    | 'insertPrices'
  >;
  readonly rollbacks: RollbackStore;
  readonly incidents: Pick<IncidentStore, 'get' | 'replace' | 'ofGroup'>;
  readonly alertRules: Pick<AlertRuleStore, 'list'>;
  readonly alertStates: Pick<AlertStateStore, 'getMany' | 'put'>;
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly log: Log;
  readonly putBlob: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Announces what earlier writes of the pages have left to announce. */
  readonly drainOutboxes: (run: Run, pages: readonly Page[]) => Promise<void>;
}
