// Port: the marks of changes that wait for a sentence of a language model, and of what came of it.
import type { Severity } from '../../change/change.ts';
import type { InboxChange } from '../../page/inbox.ts';
import type { NoSummaryReason, SettledSummary } from '../../page/model-summary/model-summary.ts';

export interface SummaryStore {
  /** Those that wait, the first to be told first. */
  waiting(limit: number): Promise<InboxChange[]>;
  /** Counts that the model is asked about it now, where it was asked so often before; false: another process was first. */
  claim(changeId: string, asked: number): Promise<boolean>;
  /** Once: false where it waits no longer. */
  settle(changeId: string, summary: SettledSummary): Promise<boolean>;
  /** Severities of the changes of a run that the model was or is to be asked about, so many at most. */
  askedOf(runId: string, limit: number): Promise<Severity[]>;
}

/** Nobody meant to ask about these. */
export const UNASKED: readonly NoSummaryReason[] = ['no-model', 'too-many', 'together'];
