// Ports of what the sweep of alerts reads and marks: changes, prices and runs that no rule has judged yet.
import type { InboxChange } from '../../page/inbox.ts';
import type { ModelSummary } from '../../page/model-summary/model-summary.ts';
import type { PricePoint, ToldBy } from '../../page/page.ts';
import type { RunSummary } from '../../run/run.ts';
import type { AlertState } from './judge-price.ts';

/** A change or a price that was judged, and the incidents that tell it. */
export interface Judged {
  readonly id: string;
  readonly alerts: readonly ToldBy[];
  /** Of a change of which a sentence of a language model is wanted; absent: as it is. */
  readonly modelSummary?: ModelSummary;
}

export interface AlertMarkStore {
  /** Those that wait longest first. */
  changes(limit: number): Promise<InboxChange[]>;
  prices(limit: number): Promise<PricePoint[]>;
  runs(limit: number): Promise<RunSummary[]>;
  changesJudged(changes: readonly Judged[]): Promise<void>;
  pricesJudged(prices: readonly Judged[]): Promise<void>;
  runsJudged(ids: readonly string[]): Promise<void>;
  /** Changes or prices of a run that an incident stands for. */
  countAlerted(kind: 'change' | 'price', runId: string, incidentId: string): Promise<number>;
  /** Those changes, the gravest severity first, and those prices. */
  alertedChanges(runId: string, incidentId: string, limit: number): Promise<InboxChange[]>;
  alertedPrices(runId: string, incidentId: string, limit: number): Promise<PricePoint[]>;
}

export interface AlertStateStore {
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, AlertState>>;
  put(states: readonly AlertState[]): Promise<void>;
  /** Of a rule that is gone. */
  forget(ruleId: string, limit: number): Promise<number>;
}
