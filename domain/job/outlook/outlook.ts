// What becomes of a job next, and why, in words: one rule for the job's page, the list and the command line. Times are
// given beside the words, because whoever reads them has a time zone of their own.
import type { IdleReason } from './idle-facts.ts';
import type { EndingReason, Trigger } from '../../run/run.ts';
import type { RunPhase, RunState } from '../../run/lifecycle.ts';
import { type MissedTimes, missedWords } from '../../config/schedule/missed.ts';
import { type SkippedTimes, skippedWords } from '../../config/schedule/skipped-words.ts';
import type { DeferredStart } from '../job.ts';
import type { JobTrouble } from '../job-trouble.ts';
import type { JobState } from '../../run/job-state.ts';

/** The run that a job holds, as far as it is known. */
export interface ActiveRun {
  readonly runId: string;
  readonly seq: number;
  readonly state: RunState;
  readonly phase: RunPhase;
  /** URLs known so far, and those that have ended. */
  readonly discovered: number;
  readonly done: number;
  /** Nothing moves. */
  readonly isIdle: boolean;
  readonly reasons: readonly IdleReason[];
}

export interface LastRun {
  readonly runId: string;
  readonly seq: number | null;
  readonly state: string;
  readonly at: number;
  readonly ending: EndingReason | null;
}

export interface OutlookFacts {
  readonly state: JobState;
  readonly hasSchedule: boolean;
  /** Epoch ms; null: no time is planned. */
  readonly nextRunAt: number | null;
  readonly retryAt: number | null;
  readonly failedInRow: number;
  readonly buffered: { readonly trigger: Trigger } | null;
  /** The last start by itself, if a limit did not let it happen. */
  readonly heldBack: DeferredStart | null;
  /** Null: it holds none, or only the job's document was read. */
  readonly run: ActiveRun | null;
  readonly last: LastRun | null;
  /** What is wrong by its last run; null: nothing. */
  readonly trouble: JobTrouble | null;
  /** Times of its schedule that passed while Webloom was away; null: none of late. */
  readonly missed: MissedTimes | null;
  /** Times of its schedule of the last days without a run of their own, oldest first. */
  readonly skipped: readonly SkippedTimes[];
}

/** What happens next by itself; `nobody`: nothing does. */
type NextKind = 'run-end' | 'buffered' | 'retry' | 'schedule' | 'resume' | 'nobody';

export interface Outlook {
  readonly headline: string;
  readonly next: { readonly kind: NextKind; readonly at: number | null; readonly why: string };
  /** What holds up the run that goes on, most decisive first. */
  readonly waiting: readonly IdleReason[];
  readonly failing: {
    readonly inRow: number;
    readonly reason: string;
    readonly remedy: string | null;
  } | null;
  readonly missed: (MissedTimes & { readonly text: string }) | null;
  readonly skipped: { readonly text: string; readonly times: readonly SkippedTimes[] } | null;
}

export function outlookOf(facts: OutlookFacts): Outlook {
  const { missed, skipped } = facts;
  return {
    headline: headlineOf(facts),
    next: nextOf(facts),
    waiting: [...deferredReason(facts), ...waitsOf(facts.run)],
    failing: failingOf(facts),
    missed: missed === null ? null : { ...missed, text: missedWords(missed) },
    skipped: skipped.length === 0 ? null : { text: skippedWords(skipped), times: skipped },
  };
}

/** One sentence without times. */
export function headlineOf(facts: OutlookFacts): string {
  const { state, run, last } = facts;
  switch (state) {
    case 'created':
      return `Ready${last === null ? ', and never run' : ''}: start it when you like.`;
    case 'scheduled':
      return scheduledWords(facts);
    case 'starting':
      return waitWords(run) ?? `${runName(run)} is starting: its URLs are being collected.`;
    case 'running':
      return waitWords(run) ?? `${runName(run)} is going on${progressWords(run)}.`;
    case 'paused':
      return run === null
        ? pausedWords(facts)
        : `Paused in the middle of ${inSentence(runName(run))}${leftWords(run)}.`;
    case 'stopping':
      return `${runName(run)} is being stopped: what was scraped is still stored.`;
    case 'completed':
      return completedWords(facts);
    case 'failed':
      return failedWords(facts);
    case 'stopped':
      return 'Stopped: it runs again only when you say so.';
    case 'archived':
      return 'Archived: put away with all that it found. Restore it to use it again.';
  }
}

function pausedWords({ trouble }: OutlookFacts): string {
  return trouble?.kind === 'gated'
    ? 'Paused by its quality gate: nothing runs until you resume.'
    : 'Paused: its schedule waits until you resume.';
}

function completedWords({ last, trouble }: OutlookFacts): string {
  const wrong = trouble === null ? null : wrongWords(trouble);
  if (wrong === null)
    return `Done: ${inSentence(lastName(last))} completed, and nothing starts the next one.`;
  return `${lastName(last)} ${wrong}, and nothing starts the next one.`;
}

function scheduledWords({ retryAt, failedInRow, last, heldBack, trouble }: OutlookFacts): string {
  if (heldBack !== null) return `The last start was held back. ${heldBack.detail}`;
  if (retryAt !== null) return `${lastName(last)} failed and is tried again by itself.`;
  if (failedInRow > 1) return `The last ${failedInRow} runs failed; the next one is planned all the same.`;
  if (failedInRow === 1) return `${lastName(last)} failed; the next one is planned all the same.`;
  if (last === null) return 'Waiting for its first run.';
  if (trouble?.kind === 'gated')
    return `${lastName(last)} closed a quality gate; the job was resumed, and the next one is planned.`;
  const wrong = trouble === null ? null : wrongWords(trouble);
  if (wrong !== null) return `${lastName(last)} ${wrong}; the next one is planned all the same.`;
  return `All is well: ${inSentence(lastName(last))} ${last.state}, and the next one is planned.`;
}

/** What the run did that is no failure and not well either; what to do stands beside the trouble. Null: nothing. */
function wrongWords({ kind, subject }: JobTrouble): string | null {
  switch (kind) {
    case 'nothing-to-watch':
      if (subject === 'pages') return 'found no page to watch';
      return subject === 'part' ? 'found the part it watches nowhere' : `found “${subject}” nowhere`;
    case 'part-lost':
      return 'missed the part it watches';
    case 'field-lost':
      return `missed “${subject}” on some pages`;
    case 'degraded':
      return 'went worse than usual';
    case 'held':
      return 'holds its changes back until somebody decides';
    case 'gated':
    case 'failed':
      return null;
  }
}

function failedWords({ failedInRow, last }: OutlookFacts): string {
  const many =
    failedInRow > 1
      ? `The last ${failedInRow} runs failed, and nothing`
      : `${lastName(last)} failed, and nothing`;
  return `${many} tries again by itself.`;
}

function runName(run: ActiveRun | null): string {
  return run === null ? 'A run' : `Run ${run.seq}`;
}

function lastName(last: LastRun | null): string {
  return last?.seq === null || last === null ? 'The last run' : `Run ${last.seq}`;
}

/** Names of runs begin small within a sentence. */
function inSentence(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function progressWords(run: ActiveRun | null): string {
  if (run === null || run.discovered === 0) return '';
  if (run.discovered === 1) return ': its page is being looked at';
  return `: ${run.done} of ${run.discovered} pages ${run.phase === 'discovering' ? 'found so far ' : ''}are done`;
}

function leftWords(run: ActiveRun): string {
  const left = run.discovered - run.done;
  if (left <= 0) return '';
  return left === 1 ? ': one page is left' : `: ${left} pages are left`;
}

/** Reasons that tell of the run's usual work, not of a wait. */
const AT_WORK: readonly IdleReason['code'][] = [
  'working',
  'planning',
  'discovering',
  'source-left',
  'source-fault',
  'host-delay',
  'ended',
  'failed-page',
  'worse-than-usual',
  'paused',
  'stopping',
  'finalizing',
  'nothing-left',
];

function waitsOf(run: ActiveRun | null): readonly IdleReason[] {
  return (run?.reasons ?? []).filter(({ code }) => !AT_WORK.includes(code));
}

function deferredReason({ heldBack, run }: OutlookFacts): IdleReason[] {
  if (heldBack === null || run !== null) return [];
  const { detail, remedy, until } = heldBack;
  return [{ code: 'plan-limit', detail, remedy, ...(until === null ? {} : { until: until.getTime() }) }];
}

function waitWords(run: ActiveRun | null): string | null {
  const [first] = waitsOf(run);
  if (run === null || !run.isIdle || first === undefined) return null;
  return `${runName(run)} waits. ${first.detail}`;
}

function nextOf(facts: OutlookFacts): Outlook['next'] {
  const { state, nextRunAt, retryAt, buffered, hasSchedule } = facts;
  if (buffered !== null)
    return {
      kind: 'buffered',
      at: null,
      why: `A start (${buffered.trigger}) waits for the end of the run that is going on.`,
    };
  if (state === 'paused')
    return {
      kind: 'resume',
      at: null,
      why: hasSchedule
        ? 'Nothing runs until you resume it; times that pass meanwhile are left out.'
        : 'Nothing runs until you resume it.',
    };
  if (retryAt !== null)
    return { kind: 'retry', at: retryAt, why: 'A failed run is tried again by itself after a while.' };
  if (state === 'starting' || state === 'running' || state === 'stopping') return afterRun(facts);
  if (nextRunAt !== null && state === 'scheduled')
    return { kind: 'schedule', at: nextRunAt, why: 'It is the next time of its schedule.' };
  return { kind: 'nobody', at: null, why: idleWhy(facts) };
}

function afterRun({ state, nextRunAt }: OutlookFacts): Outlook['next'] {
  if (nextRunAt !== null && state !== 'stopping')
    return { kind: 'schedule', at: nextRunAt, why: 'It is the next time of its schedule after this run.' };
  return { kind: 'run-end', at: null, why: 'The run ends by itself; nothing else is planned.' };
}

function idleWhy({ state, hasSchedule }: OutlookFacts): string {
  if (state === 'archived') return 'An archived job never runs: restore it first.';
  return hasSchedule
    ? 'Its schedule is off: put the job back on its schedule, or start it now.'
    : 'It has no schedule: start it now, or give it one.';
}

function failingOf({ failedInRow, last }: OutlookFacts): Outlook['failing'] {
  if (failedInRow === 0) return null;
  return {
    inRow: failedInRow,
    reason: last?.ending?.detail ?? 'The run failed.',
    remedy: last?.ending?.remedy ?? null,
  };
}
