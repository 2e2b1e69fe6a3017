// The use of a limit in one sentence: `16 of 20 jobs are in use (80 %).`
import { LIMIT_LABELS, amountText } from './limit-words.ts';
import type { LimitUse } from './usage-report.ts';

export function useText({ limit, value, used, share, resetsAt }: LimitUse, plan: string): string {
  const label = LIMIT_LABELS[limit];
  if (value === null || used === null || share === null) return `${label}: no limit.`;
  const amounts = `${amountText(limit, used)} of ${amountText(limit, value)} (${Math.floor(share * 100)} %)`;
  const reset = resetsAt === null ? '' : ` It begins anew on ${resetsAt.toISOString().slice(0, 10)} in UTC.`;
  return `${label}: ${amounts} of the plan "${plan}" ${used === 1 ? 'is' : 'are'} in use.${reset}`;
}
