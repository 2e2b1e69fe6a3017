// What a roll-back did to each page, with what was there before: an undo restores exactly that. Written before the page.
import type { Change, Page } from './page.ts';

/** What of a page a roll-back replaces. */
export type RestoredPage = Pick<
  Page,
  | 'state'
  | 'baseline'
  | 'price'
  | 'lowestMinor'
  | 'priceRules'
  | 'pendingChange'
  | 'lastChangedAt'
  | 'removedAt'
>;

export interface WithdrawnChange {
  readonly id: string;
  /** Before the roll-back. */
  readonly state: Change['state'];
  /** No alert rule had judged it. */
  readonly isUnjudged?: true;
}

export interface RolledBackPage {
  /** `<runId of the roll-back>:<urlKey>` */
  readonly _id: string;
  readonly jobId: string;
  readonly runId: string;
  readonly pageId: string;
  readonly url: string;
  readonly title: string;
  /** False: it was left as it is; `why` says the reason. */
  readonly isChanged: boolean;
  readonly why: string;
  readonly before: RestoredPage;
  readonly after: RestoredPage;
  readonly changes: readonly WithdrawnChange[];
  readonly priceIds: readonly string[];
  /** Prices that no alert rule had judged. */
  readonly unjudgedPriceIds: readonly string[];
  readonly snapshotIds: readonly string[];
  readonly incidentIds: readonly string[];
  /** Prices that reading stored versions again has written. */
  readonly addedPrices?: number;
  readonly at: Date;
  /** The run that undid it. */
  readonly undoneBy?: string;
}

export interface RollbackStore {
  /** Insert-only: what is there already stays as it is. */
  insert(pages: readonly RolledBackPage[]): Promise<void>;
  getMany(ids: readonly string[]): Promise<Map<string, RolledBackPage>>;
  /** In order of the ids. */
  list(
    runId: string,
    query: { readonly after: string | null; readonly limit: number },
  ): Promise<RolledBackPage[]>;
  noteUndone(ids: readonly string[], undoneBy: string): Promise<void>;
}
