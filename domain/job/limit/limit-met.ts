// A limit that was met: the facts every refusal tells, and their words.
import { WebloomError } from '../../system/errors.ts';
import { amountText, limitText, remedyOf } from './limit-words.ts';
import type { LimitName } from './plan.ts';

export interface LimitMet {
  readonly limit: LimitName;
  readonly plan: string;
  /** The limit itself. */
  readonly value: number;
  /** In use, without what was asked for. */
  readonly used: number;
  /** Asked for beyond that; for an interval, the one that was asked for. */
  readonly wanted: number;
  /** When the use begins at nothing again; null: it does not by itself. */
  readonly resetsAt: Date | null;
}

export function describeLimit({ limit, plan, value, used, wanted, resetsAt }: LimitMet): string {
  const allowed = `The plan "${plan}" allows ${limitText(limit, value)}`;
  if (limit === 'shortestIntervalMs')
    return `${allowed} or more between two starts, and this schedule starts after ${amountText(limit, wanted)}.`;
  if (limit === 'pagesPerRun') return `${allowed}, and this job asks for ${amountText(limit, wanted)}.`;
  const reset = resetsAt === null ? '' : `; it begins anew at ${minuteText(resetsAt)} UTC`;
  return `${allowed}, and ${amountText(limit, used)} ${used === 1 ? 'is' : 'are'} in use${reset}.`;
}

/** `2026-12-01 00:00`. */
export function minuteText(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

/** Its members are those of the problem that the API answers. */
export function limitError(met: LimitMet): WebloomError {
  const remedy = remedyOf(met.limit);
  const { limit, plan, value, used, wanted } = met;
  return new WebloomError('plan-limit', `${describeLimit(met)} ${remedy}`, {
    facts: { limit, plan, value, used, wanted, resetsAt: met.resetsAt?.toISOString() ?? null, remedy },
  });
}
