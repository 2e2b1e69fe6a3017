// The input of the store stage's decisions: the run, the time, and every stage's row of one visit.
import type { JobConfig } from '../../config/schema.ts';
import type { KeptPicture, KeptServed, Page } from '../../page/page.ts';
import type { ChangeRow, ClassifyRow, ParseRow, PriceRow, ScrapeRow } from '../stage/stage-row.ts';

export interface StoreContext {
  readonly runId: string;
  readonly jobId: string;
  /** The run's number within its job. */
  readonly seq: number;
  readonly config: JobConfig;
  readonly extractionVersion: string;
  readonly readingVersion: string;
  readonly now: Date;
  /** Key of the outcome file being made; the page's outbox names it. */
  readonly storeFile: string;
  /** An earlier run of the job completed, so a page seen for the first time is told as added. */
  readonly tellAdded: boolean;
}

export interface VisitRows {
  readonly scrape: ScrapeRow;
  readonly parse: ParseRow;
  readonly classify: ClassifyRow;
  readonly change: ChangeRow;
  readonly price: PriceRow;
  /** Position of the visit in the chunk. */
  readonly index: number;
}

export interface VisitContext {
  readonly run: StoreContext;
  readonly rows: VisitRows;
  readonly page: Page | undefined;
  /** What changed is told only if another look sees it too. */
  readonly isUnsure?: boolean;
  readonly pageId: string;
  /** Key under which the body is kept; empty when there is no body. */
  readonly bodyKey: string;
  /** What the page looked like, and where that is kept; absent: no picture was taken. */
  readonly picture?: KeptPicture;
  /** What the server sent, and where that is kept; absent: it was not wanted, or could not be had. */
  readonly served?: KeptServed;
  /** seq·10 + visit: the write of a later run or look wins. */
  readonly order: number;
}

/** Time from the first look to the second look at a page that is gone or can not be judged, in ms. */
export const SECOND_LOOK_MS = 10_000;

export function orderOf(seq: number, visit: number): number {
  return seq * 10 + Math.min(9, visit);
}

/** The run that wrote a page last, by the order of its last write. */
export function seqOfOrder(order: number): number {
  return Math.floor(order / 10);
}
