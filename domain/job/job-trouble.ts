// What is wrong with a job by its last run: it failed, there is nothing to watch, its part of the pages is gone, a required
// field was not found, or it went worse than the runs before it. Kept on the job when its run ends, so that "which jobs need
// me" is one small query.
import type { JobState } from '../run/job-state.ts';
import type { RunTotals } from '../run/ledger.ts';
import type { Run } from '../run/run.ts';

export const TROUBLE_KINDS = [
  'gated',
  'held',
  'failed',
  'nothing-to-watch',
  'part-lost',
  'field-lost',
  'degraded',
] as const;

export interface JobTrouble {
  readonly kind: (typeof TROUBLE_KINDS)[number];
  /** When the trouble began: of failures in a row, the end of the first. */
  readonly since: Date;
  readonly runId: string;
  /** Why, as far as the run tells: a reason code, the name of the field, or kinds of findings. */
  readonly subject: string;
  readonly text: string;
  readonly remedy: string | null;
}

/** As a row of a list says it, beside the state of the job. */
export const TROUBLE_WORDS: Readonly<Record<JobTrouble['kind'], string>> = {
  gated: 'paused by its gate',
  held: 'changes held back',
  failed: 'last run failed',
  'nothing-to-watch': 'nothing to watch',
  'part-lost': 'part lost',
  'field-lost': 'field lost',
  degraded: 'worse than usual',
};

/** Of a job in these states nobody expects that it does anything. */
export const RESTING_STATES: readonly JobState[] = ['archived', 'stopped'];

/** Whether somebody has to look after it. Who has resumed a job that its gate had paused knows of the gate. */
export function needsAttention(state: JobState, trouble: JobTrouble['kind'] | null): boolean {
  if (trouble === null || RESTING_STATES.includes(state)) return false;
  return trouble !== 'gated' || state === 'paused';
}

interface Before {
  /** Runs in a row that failed, this one included. */
  readonly failedInRow: number;
  readonly trouble: JobTrouble | null;
  /** The completed run before this one. */
  readonly completed: RunTotals | null;
  /** What is worse in this run than in those before it. */
  readonly worse: Pick<JobTrouble, 'subject' | 'text' | 'remedy'> | null;
  /** The gates by which this run has paused the job. */
  readonly gated: Pick<JobTrouble, 'subject' | 'text' | 'remedy'> | null;
  /** The gates by which this run holds its changes back. */
  readonly held?: Pick<JobTrouble, 'subject' | 'text' | 'remedy'> | null;
  /** This run has shown that there is nothing to watch. */
  readonly nothing?: Pick<JobTrouble, 'subject' | 'text' | 'remedy'> | null;
}

/** A field that is missing on fewer of the pages is that of pages which never had it. */
const LOST_SHARE = 0.2;

/** Null: the run went well. A run that somebody stopped tells nothing new. */
export function troubleAfter(run: Run, before: Before): JobTrouble | null {
  if (run.state === 'stopped') return before.trouble;
  const { trouble } = before;
  const found =
    gated(before) ??
    held(before) ??
    (run.state === 'failed' ? failed(run, before) : (nothing(before) ?? lost(run, before) ?? worse(before)));
  if (found === null) return outlasts(trouble, run) ? trouble : null;
  const isSame = trouble?.kind === found.kind && trouble.subject === found.subject;
  const since = isSame ? trouble.since : (run.finishedAt ?? run.createdAt);
  return { ...found, since, runId: run._id };
}

/** Whether a trouble stands after a run that shows none. */
function outlasts(trouble: JobTrouble | null, run: Run): boolean {
  switch (trouble?.kind) {
    // What an earlier run holds back waits on, however well this one went.
    case 'held':
      return true;
    // A run of some pages alone is compared with none, so it does not say that the others are well.
    case 'degraded':
    case 'nothing-to-watch':
      return run.degradation === undefined;
    default:
      return false;
  }
}

type Found = Omit<JobTrouble, 'since' | 'runId'>;

function failed({ endingReason }: Run, { failedInRow }: Before): Found {
  const repeated = failedInRow > 1 ? ` ${inWords(failedInRow)} runs in a row ended this way.` : '';
  return {
    kind: 'failed',
    subject: endingReason?.code ?? 'unknown',
    text: `${endingReason?.detail ?? 'The run failed and left no reason.'}${repeated}`,
    remedy: endingReason?.remedy ?? null,
  };
}

function gated({ gated: found }: Before): Found | null {
  return found === null ? null : { kind: 'gated', ...found };
}

function held({ held: found = null }: Before): Found | null {
  return found === null ? null : { kind: 'held', ...found };
}

function nothing({ nothing: found = null }: Before): Found | null {
  return found === null ? null : { kind: 'nothing-to-watch', ...found };
}

function worse({ worse: found }: Before): Found | null {
  return found === null ? null : { kind: 'degraded', ...found };
}

function lost({ totals }: Run, { completed }: Before): Found | null {
  if (totals === undefined) return null;
  const partLost = totals.reasons['part-lost'] ?? 0;
  if (partLost > 0)
    return {
      kind: 'part-lost',
      subject: 'part',
      text: `The watched part is not there on ${partLost} of ${totals.discovered} pages; their stored versions stay.`,
      remedy: 'Look at the page and choose the part again.',
    };
  return lostField(totals, completed);
}

function lostField(totals: RunTotals, completed: RunTotals | null): Found | null {
  const pages = totals.stored + totals.unchanged;
  const missing = Object.entries(totals.missingFields ?? {}).toSorted((a, b) => b[1] - a[1]);
  const [name, count] = missing[0] ?? ['', 0];
  if (pages === 0 || count / pages < LOST_SHARE) return null;
  return {
    kind: 'field-lost',
    subject: name,
    text: `“${name}” was found on ${Math.max(0, pages - count)} of ${pages} pages${lastTime(name, completed)}.`,
    remedy: 'Look at a page where it is missing and review the selector.',
  };
}

function lastTime(name: string, completed: RunTotals | null): string {
  if (completed === null) return '';
  const found = completed.stored + completed.unchanged - (completed.missingFields?.[name] ?? 0);
  return `, ${Math.max(0, found)} last time`;
}

function inWords(count: number): string {
  return ['', '', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][count] ?? String(count);
}
