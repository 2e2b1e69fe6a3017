// What the decisions of the store stage know: the run, the moment, and the rows of one visit from every stage.
import type { JobConfig } from '../job/schema.ts';
import type { Page } from '../page/page.ts';
import type { Template } from '../page/template.ts';
import type { ChangeRow, ClassifyRow, ParseRow, PriceRow, ScrapeRow } from '../stage/stage-row.ts';

export interface StoreContext {
  readonly runId: string;
  readonly jobId: string;
  /** The run's number within its job. */
  readonly seq: number;
  readonly config: JobConfig;
  readonly extractionVersion: string;
  readonly now: Date;
  /** Key of the outcome file that is being made: the outbox of a page names it. */
  readonly storeFile: string;
  /** An earlier run completed, so a page seen for the first time is news. */
  readonly tellAdded: boolean;
}

export interface VisitRows {
  readonly scrape: ScrapeRow;
  readonly parse: ParseRow;
  readonly classify: ClassifyRow;
  readonly change: ChangeRow;
  readonly price: PriceRow;
  /** Position in the chunk. */
  readonly index: number;
}

export interface VisitContext {
  readonly run: StoreContext;
  readonly rows: VisitRows;
  readonly page: Page | undefined;
  /** Of the page's host; known where a noise sample is decided. */
  readonly template?: Template;
  readonly pageId: string;
  /** Where the body is kept, if it is; empty where none came. */
  readonly bodyKey: string;
  /** seq·10 + visit: writes of a later run or look win. */
  readonly order: number;
}

/** How long after a first look a page that is missing or can not be judged is looked at again, in ms. */
export const SECOND_LOOK_MS = 10_000;

export function orderOf(seq: number, visit: number): number {
  return seq * 10 + Math.min(9, visit);
}
