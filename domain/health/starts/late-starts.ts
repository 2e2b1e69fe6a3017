// From when on starts are late, in words, and what helps.
import { counted } from '../../system/counted.ts';
import type { StartFigures } from './start-figures.ts';

/** A start takes a second or two; this late, more come than are done. */
const LATE_MS = 30_000;

export const FEWER_OR_MORE =
  'Slow down: give jobs that run often a longer interval (webloom edit JOB --every 15m). Or add an orchestrator: docs/scaling.md, “More starts”.';

export function isLate({ lateMs }: Pick<StartFigures, 'lateMs'>): boolean {
  return lateMs !== null && lateMs >= LATE_MS;
}

/** `Starts are 40 s late: 320 starts a minute come, 210 are done`. */
export function describeLate({ lateMs, comePerMinute, donePerMinute }: StartFigures): string {
  const come = `${counted(comePerMinute, 'start')} a minute ${comePerMinute === 1 ? 'comes' : 'come'}`;
  const done = `${donePerMinute.toLocaleString('en-US')} ${donePerMinute === 1 ? 'is' : 'are'} done`;
  return `Starts are ${Math.round((lateMs ?? 0) / 1_000)} s late: ${come}, ${done}`;
}
