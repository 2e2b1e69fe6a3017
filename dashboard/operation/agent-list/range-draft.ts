// The number of processes as it is written into the form, what is wrong with it, and the range it becomes.
import type { Faults } from '../../ui/form/use-form.ts';
import {
  LEAST_PROCESSES,
  MAX_PROCESSES,
  type ProcessRange,
  type ScaledRole,
  isFixed,
} from '../../../domain/health/scaling/process-range.ts';

export interface RangeDraft {
  readonly how: 'fixed' | 'range';
  /** Of a fixed number the only one. */
  readonly floor: string;
  readonly ceiling: string;
}

export function draftOf(range: ProcessRange): RangeDraft {
  return {
    how: isFixed(range) ? 'fixed' : 'range',
    floor: String(range.floor),
    ceiling: String(range.ceiling),
  };
}

export function faultsOf({ how, floor, ceiling }: RangeDraft, role: ScaledRole): Faults<RangeDraft> {
  const least = how === 'fixed' ? 0 : LEAST_PROCESSES[role];
  const needed = `Write a whole number from ${least} to ${MAX_PROCESSES}.`;
  const isFit = (text: string): boolean => {
    const count = countOf(text);
    return count !== null && count >= least && count <= MAX_PROCESSES;
  };
  if (!isFit(floor)) return { floor: needed };
  if (how === 'fixed') return {};
  if (!isFit(ceiling)) return { ceiling: needed };
  return Number(ceiling) < Number(floor) ? { ceiling: 'The most can not be less than the least.' } : {};
}

/** Null: something is wrong with it. */
export function rangeOf(draft: RangeDraft, role: ScaledRole): ProcessRange | null {
  if (Object.keys(faultsOf(draft, role)).length > 0) return null;
  const floor = Number(draft.floor);
  return { floor, ceiling: draft.how === 'fixed' ? floor : Number(draft.ceiling) };
}

function countOf(text: string): number | null {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : null;
}
