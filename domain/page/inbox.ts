// The inbox of a workspace: every change that was told, and what became of it. The store port reads it newest first.
import type { Severity } from '../change/change.ts';
import type { Change, ToldBy } from './page.ts';
import type { ModelSummary } from './model-summary/model-summary.ts';

/** unread: nobody has looked; seen: somebody has; ignored: it was not worth telling. */
export const INBOX_STATES = ['unread', 'seen', 'ignored'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

/** A change with its place in the inbox. A replay of the store stage inserts nothing, so a mark stays. */
export interface InboxChange extends Change {
  readonly workspaceId: string;
  readonly inbox: InboxState;
  readonly markedAt?: Date;
  readonly markedBy?: string;
  /** Set on a confirmed change until the alert rules have judged it. */
  readonly alertAt?: Date;
  /** The rules that told it, and the incidents; absent: no rule has judged it. */
  readonly alerts?: readonly ToldBy[];
  /** The sentence of a language model, or why there is none; absent: the job wants none. */
  readonly modelSummary?: ModelSummary;
}

export function toInbox(workspaceId: string, change: Change): InboxChange {
  const judged = change.state === 'confirmed' ? { alertAt: change.at } : {};
  return { ...change, workspaceId, inbox: 'unread', ...judged };
}

export interface InboxFilter {
  readonly workspaceId: string;
  readonly inbox?: readonly InboxState[];
  readonly states?: readonly Change['state'][];
  readonly severities?: readonly Severity[];
  readonly kinds?: readonly Change['kind'][];
  readonly jobId?: string;
  readonly pageId?: string;
  readonly runId?: string;
  /** Only of these jobs. */
  readonly jobIds?: readonly string[];
  /** In the title, the summary or the address; case is ignored. */
  readonly text?: string;
  /** From this time on. */
  readonly since?: Date;
  /** Before this time. */
  readonly until?: Date;
}

/** The row after which a list continues. */
export interface InboxPlace {
  readonly at: Date;
  readonly id: string;
}

export interface InboxRows {
  readonly rows: readonly InboxChange[];
  /** Where to look on; null: there is no more. There may be fewer rows than asked for. */
  readonly next: InboxPlace | null;
}

export interface InboxCount {
  readonly inbox: InboxState;
  readonly severity: Severity;
  readonly kind: Change['kind'];
  readonly count: number;
}

export interface InboxCounts {
  readonly groups: readonly InboxCount[];
  /** Only the newest changes of some state were counted; there are more. */
  readonly isCut: boolean;
}

export interface InboxMark {
  readonly inbox: InboxState;
  readonly by: string;
  readonly at: Date;
}

/** Unread changes by job, among the newest ones of a workspace. */
interface UnreadByJob {
  readonly counts: ReadonlyMap<string, number>;
  /** There are more, older ones. */
  readonly isCut: boolean;
}

export interface InboxStore {
  /** Of the newest `most` unread changes. */
  unreadByJob(workspaceId: string, most: number): Promise<UnreadByJob>;
  /** The same for some jobs, so that a page of a list reads no counts of other jobs. */
  unreadOfJobs(
    workspaceId: string,
    most: number,
    jobIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>>;
  /** Newest first. Looks at a bounded number of changes, however few of them fit. */
  scan(filter: InboxFilter, after: InboxPlace | null, limit: number): Promise<InboxRows>;
  /** How many fit, by state, severity and kind; of each state of the inbox the newest `most` are looked at. */
  count(filter: InboxFilter, most: number): Promise<InboxCounts>;
  /** Marks changes of the workspace that have another state; returns those it changed, as they were. */
  mark(workspaceId: string, ids: readonly string[], mark: InboxMark): Promise<InboxChange[]>;
}
