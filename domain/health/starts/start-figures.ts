// How late starts are, how many come and how many are done, from the runs and the times of the last minutes. A start is done when its
// run has begun its work; it is late by the time from the one it was for until then.
import { parseWorkflowId } from '../../run/ids.ts';
import { MINUTE_MS } from '../../system/duration.ts';
import type { StartRow } from './start-store.ts';

export interface StartFigures {
  /** Nine of ten starts of the last minute, and nine of ten of those that wait, are no later; null: there was none. */
  readonly lateMs: number | null;
  /** Those of the last minutes, or what schedules ask in the coming hour where that is more. */
  readonly comePerMinute: number;
  readonly donePerMinute: number;
  /** Times that have passed and runs that have not begun. */
  readonly waiting: number;
}

export interface StartLook {
  readonly begun: readonly StartRow[];
  readonly starting: readonly StartRow[];
  readonly passed: readonly Date[];
}

/** Starts are counted over whole minutes, because most schedules begin with one. */
export const MINUTES = 2;
/** Starts that were done longer ago say nothing of how late they are now. */
const LATELY_MS = MINUTE_MS;
const SHARE = 0.9;

/** `asked`: starts a minute that all schedules ask, as last summed up. */
export function startFigures(
  { begun, starting, passed }: StartLook,
  asked: number,
  now: number,
): StartFigures {
  const since = now - MINUTES * MINUTE_MS;
  const due = [...[...begun, ...starting].map(dueAt), ...passed.map((at) => at.getTime())];
  const came = due.filter((at) => at > since && at <= now).length / MINUTES;
  const lately = begun.filter(({ startedAt }) => (startedAt?.getTime() ?? 0) > now - LATELY_MS);
  // A source that is slow to answer makes no start late: its run has begun to read it.
  const reading = starting.filter(({ readsSource }) => readsSource);
  const waiting = starting.filter(({ readsSource }) => !readsSource);
  const begunLate = [...lately, ...reading].map((row) => begunAt(row) - dueAt(row));
  const waitLate = [...waiting.map((row) => now - dueAt(row)), ...passed.map((at) => now - at.getTime())];
  return {
    lateMs: latenessOf(begunLate, waitLate),
    comePerMinute: Math.round(Math.max(came, asked)),
    donePerMinute: Math.round(begun.length / MINUTES),
    waiting: waiting.length + passed.length,
  };
}

function begunAt({ readsSource, createdAt, startedAt }: StartRow): number {
  return (readsSource ? createdAt : (startedAt ?? createdAt)).getTime();
}

/**
 * The time of the schedule, of a run that the engine started for it. One that waited for another run, for its retry or for its
 * turn among missed times is no later for that.
 */
function dueAt({ workflowId, createdAt }: StartRow): number {
  const { scheduledAt = null, follows = null } = parseWorkflowId(workflowId) ?? {};
  return (follows === null && scheduledAt !== null ? scheduledAt : createdAt).getTime();
}

/** Those that wait tell it before they begin; a few of many that wait for something of their own tell nothing of the others. */
function latenessOf(begun: readonly number[], waiting: readonly number[]): number | null {
  const areMany = waiting.length > (1 - SHARE) * (begun.length + waiting.length);
  const late = [upperOf(begun), areMany ? upperOf(waiting) : null].filter((ms) => ms !== null);
  return late.length === 0 ? null : Math.max(0, ...late);
}

function upperOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * SHARE) - 1)] ?? null;
}
