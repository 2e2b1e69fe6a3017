// How many processes of a role there may be: `3` is a fixed number, `1..4` a range within which the number follows the work.
import { WebloomError } from '../../system/errors.ts';

/** The roles whose work several processes share; of the others one does. */
export const SCALED_ROLES = ['scraper', 'pipeline', 'renderer'] as const;
export type ScaledRole = (typeof SCALED_ROLES)[number];

/**
 * Where a range may begin. With no process there are no signs of how much there is to do; that a renderer is wanted is noted
 * by who sends pages for one (renderer-demand.ts).
 */
export const LEAST_PROCESSES: Readonly<Record<ScaledRole, 0 | 1>> = { scraper: 1, pipeline: 1, renderer: 0 };

export interface ProcessRange {
  readonly floor: number;
  readonly ceiling: number;
}

/** More processes of one role than this are a typing error. */
export const MAX_PROCESSES = 64;

/** `what` names the setting in the message. */
export function parseRange(text: string, what: string, least: 0 | 1 = 1): ProcessRange {
  const [, floor, ceiling] = /^(\d+)(?:\.\.(\d+))?$/.exec(text.trim()) ?? [];
  if (floor === undefined) throw notRange(text, what);
  return checkedRange({ floor: Number(floor), ceiling: Number(ceiling ?? floor) }, what, least);
}

/** Throws `validation` where no such number of processes can be wanted. */
export function checkedRange(range: ProcessRange, what: string, least: 0 | 1 = 1): ProcessRange {
  const { floor, ceiling } = range;
  const isFit = [floor, ceiling].every((count) => Number.isInteger(count) && count >= 0);
  if (!isFit || floor > ceiling || ceiling > MAX_PROCESSES) throw notRange(rangeText(range), what);
  if (floor >= least || ceiling === 0) return range;
  throw new WebloomError('validation', `${what} ${rangeText(range)}: a range begins at 1 at least.`);
}

export function isFixed({ floor, ceiling }: ProcessRange): boolean {
  return floor === ceiling;
}

export function isWithin({ floor, ceiling }: ProcessRange, count: number): boolean {
  return count >= floor && count <= ceiling;
}

export function rangeText({ floor, ceiling }: ProcessRange): string {
  return floor === ceiling ? String(floor) : `${floor}..${ceiling}`;
}

function notRange(text: string, what: string): WebloomError {
  const how = `write a number (3) or a range (1..4), up to ${MAX_PROCESSES}`;
  return new WebloomError('validation', `${what} ${text}: ${how}.`);
}
