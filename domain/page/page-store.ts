// Port for pages, snapshots, changes and prices. Only `store` (and run kinds like it) writes through it.
import type { RolledBack } from './rolled-back.ts';
import type { WithdrawnChange } from './rollback-store.ts';
import type { InboxChange } from './inbox.ts';
import type {
  Change,
  FailurePicture,
  KeptPicture,
  KeptServed,
  Page,
  PageBaseline,
  PricePoint,
  Snapshot,
} from './page.ts';

/** One page's new state: applied only if the page has version `expectedV` (0 = not there yet) and a lower `order`. */
export interface PageWrite {
  readonly id: string;
  readonly expectedV: number;
  readonly order: number;
  /** Whole new document for v 0, or the fields to set. */
  readonly set: Partial<Page>;
  /** Fields to delete, for instance `removedAt` of a page that came back. */
  readonly unset?: readonly PageOptionalField[];
}

export type PageOptionalField =
  | 'baseline'
  | 'price'
  | 'lowestMinor'
  | 'pendingChange'
  | 'priceRules'
  | 'outboxAt'
  | 'lastChangedAt'
  | 'lastPicture'
  | 'removedAt';

export interface PageTouch {
  readonly id: string;
  readonly expectedV: number;
  readonly order: number;
  readonly at: Date;
  /** Validators that came with the unchanged answer, if they differ from the stored ones. */
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Keyset query, newest first: ids or times lower than `before`. */
export interface HistoryQuery {
  readonly jobId?: string;
  readonly pageId?: string;
  readonly runId?: string;
  readonly states?: readonly string[];
  readonly before?: { readonly at: Date; readonly id: string };
  /** Of prices: those too that this run took back, as before it began. */
  readonly takenBackBy?: string;
  readonly limit: number;
}

/** A run, and from when until when it went on. */
export interface RunSpan {
  readonly jobId: string;
  readonly runId: string;
  readonly from: Date;
  readonly until: Date;
}

export type ChangedPage = Pick<Change, 'pageId' | 'url' | 'kind'>;

/** Which pages of a job a list has; absent members leave nothing out. */
export interface PageFilter {
  readonly states?: readonly Page['state'][];
  readonly pageTypes?: readonly string[];
  /** Changed at this time or later. */
  readonly changedSince?: Date;
  /** Part of the address or the title, in any case. */
  readonly text?: string;
  /** A field without a value on the page. */
  readonly absentField?: string;
}

/** Pages in order of a time, latest first. Pages that never changed have no place in the order of `lastChangedAt`. */
export interface LatestPageQuery extends PageFilter {
  readonly by: 'lastChangedAt' | 'lastCheckedAt';
  readonly before?: { readonly at: Date; readonly id: string };
  readonly limit: number;
}

/** What a page says of the job's fields. */
export type PageValues = Pick<Page, '_id' | 'jobId' | 'url' | 'state' | 'lastCheckedAt'> & {
  readonly baseline?: Pick<PageBaseline, 'title' | 'pageType' | 'fields'>;
};

/** Pages with a price, the one whose price or stock moved last first. */
export interface PricedPageQuery {
  readonly jobId?: string;
  readonly availability?: readonly string[];
  readonly text?: string;
  readonly before?: { readonly at: Date; readonly id: string };
  readonly limit: number;
}

export interface PageStore {
  getMany(ids: readonly string[]): Promise<Map<string, Page>>;
  /** Unchanged pages: one batched write. Ids that did not match are returned. */
  touch(touches: readonly PageTouch[]): Promise<string[]>;
  /** Compare-and-set each; ids that did not match are returned. */
  write(writes: readonly PageWrite[]): Promise<string[]>;
  /** Pulls announced entries from the outbox. */
  clearOutbox(ids: readonly { id: string; entryIds: readonly string[] }[]): Promise<void>;
  /** Pages with entries older than `before`. */
  withOutbox(before: Date, limit: number): Promise<Page[]>;
  /** The job's pages by id, for known pages and lists. */
  list(jobId: string, query: PageFilter & { after: string | null; limit: number }): Promise<Page[]>;
  latest(jobId: string, query: LatestPageQuery): Promise<Page[]>;
  /** As `list`, with the values alone. */
  values(jobId: string, query: PageFilter & { after: string | null; limit: number }): Promise<PageValues[]>;
  priced(query: PricedPageQuery): Promise<Page[]>;
  retire(ids: readonly string[]): Promise<void>;
}

/** What a roll-back takes back, or its undo gives back. */
interface TakenRows {
  readonly changes: readonly WithdrawnChange[];
  readonly priceIds: readonly string[];
  /** Prices that no alert rule had judged. */
  readonly unjudgedPriceIds: readonly string[];
  readonly snapshotIds: readonly string[];
}

interface UnreleasedChange {
  readonly runId: string;
  readonly at: Date;
  readonly toSnapshot?: string | undefined;
}

/** What reading the stored body of a version again replaces of it. */
export type VersionReading = Pick<
  Snapshot,
  '_id' | 'textHash' | 'blocksKey' | 'title' | 'pageType' | 'fields' | 'reading' | 'basis'
>;

export interface SnapshotPicture {
  readonly snapshotId: string;
  readonly picture: KeptPicture;
}

/** What a version may have beside its text. */
export const ATTACHMENTS = ['picture', 'served'] as const;
export type Attachment = (typeof ATTACHMENTS)[number];

interface LackingSnapshot {
  readonly snapshotId: string;
  readonly lacks: readonly Attachment[];
}

export interface SnapshotServed {
  readonly snapshotId: string;
  readonly served: KeptServed;
}

export interface HistoryStore {
  /** Insert-only: a snapshot that is there already is left as it is. */
  insertSnapshots(snapshots: readonly Snapshot[]): Promise<void>;
  insertChanges(changes: readonly InboxChange[]): Promise<void>;
  insertPrices(points: readonly PricePoint[]): Promise<void>;
  /** Pending changes that are certain and that the run holds back. */
  keepUnreleased(ids: readonly string[], held: UnreleasedChange): Promise<void>;
  /** Runs of a job that hold changes or prices back. */
  unreleasedRuns(jobId: string): Promise<string[]>;
  /** Confirmed ones are told from now on. Returns how many changes there were. */
  settleUnreleased(runId: string, state: 'confirmed' | 'withdrawn', at: Date): Promise<number>;
  /** Confirms or withdraws pending changes. A confirmed change names the snapshot that its second look made. */
  settleChanges(
    ids: readonly string[],
    state: 'confirmed' | 'withdrawn',
    at: Date,
    toSnapshot?: string,
  ): Promise<void>;
  /** Withdraws changes, and marks prices and snapshots; no alert rule judges them any more. A repeat changes nothing. */
  takeBack(rows: TakenRows, mark: RolledBack): Promise<void>;
  /** Undoes `takeBack`: what no alert rule had judged is judged from `at` on. */
  giveBack(rows: TakenRows, at: Date): Promise<void>;
  /** Sets fields of stored snapshots whose selectors were found later; unknown snapshots are skipped. */
  fillFields(fills: readonly { readonly id: string; readonly fields: Snapshot['fields'] }[]): Promise<void>;
  /** Gives stored versions that have none a picture; unknown snapshots are skipped. */
  putPictures(pictures: readonly SnapshotPicture[]): Promise<void>;
  /** Gives stored versions that do not have it what the server sent; unknown snapshots are skipped. */
  putServed(sent: readonly SnapshotServed[]): Promise<void>;
  /** Takes off stored versions what of it is gone, so that a later look may give it again; unknown snapshots are skipped. */
  takeOff(lacking: readonly LackingSnapshot[]): Promise<void>;
  /** Sets what was read again; unknown snapshots are skipped. */
  putReadings(readings: readonly VersionReading[]): Promise<void>;
  /** Marks stored snapshots whose content can not be read. */
  markUnreadable(marks: readonly { readonly id: string; readonly why: string }[]): Promise<void>;
  snapshot(id: string): Promise<Snapshot | null>;
  snapshots(query: HistoryQuery): Promise<Snapshot[]>;
  changes(query: HistoryQuery): Promise<InboxChange[]>;
  change(id: string): Promise<InboxChange | null>;
  /**
   * The changes that were confirmed while the run went on, oldest first: its own, and those of earlier runs that its
   * second look confirmed.
   */
  confirmedIn(span: RunSpan, limit: number): Promise<ChangedPage[]>;
  /** Without those that a roll-back took back. */
  prices(query: HistoryQuery): Promise<PricePoint[]>;
}

/** A failed or skipped URL as a row, so that a list answers "what went wrong" without reading files. */
export interface Failure {
  /** `<runId>:<urlKey>` */
  readonly _id: string;
  readonly runId: string;
  readonly jobId: string;
  readonly url: string;
  readonly outcome: 'failed' | 'skipped';
  readonly reason: string;
  readonly detail: string;
  readonly status?: number;
  /** Number of failed attempts, the first one included. */
  readonly attempts: number;
  readonly at: Date;
  /** Worth replaying: the URL exhausted its attempts. */
  readonly dead: boolean;
  /** Absent: it was no step that failed, none could be taken, or it is kept no longer. */
  readonly picture?: FailurePicture;
}

export interface FailureStore {
  put(failures: readonly Failure[]): Promise<void>;
  /** Deletes rows that a later visit of the page settled; unknown ids are skipped. */
  withdraw(ids: readonly string[]): Promise<void>;
  /** Takes the pictures off all failures of these pages. */
  forgetPictures(pageIds: readonly string[]): Promise<void>;
  list(runId: string, query: { after: string | null; limit: number; dead?: boolean }): Promise<Failure[]>;
  getMany(ids: readonly string[]): Promise<Failure[]>;
  /** Those among the ids that are failures worth replaying. */
  deadAmong(ids: readonly string[]): Promise<ReadonlySet<string>>;
}
