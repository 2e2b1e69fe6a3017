// The use of a limit in one sentence, beside its label: `16 of 20 (80 %) of the plan "free" are in use.`
import { amountText } from './limit-words.ts';
import type { LimitUse } from './usage-report.ts';

export function useText({ limit, value, used, share, resetsAt }: LimitUse, plan: string): string {
  if (value === null || used === null || share === null) return 'No limit.';
  const amounts = `${amountText(limit, used)} of ${amountText(limit, value)} (${Math.floor(share * 100)} %)`;
  const reset = resetsAt === null ? '' : ` It begins anew on ${resetsAt.toISOString().slice(0, 10)} in UTC.`;
  return `${amounts} of the plan "${plan}" ${used === 1 ? 'is' : 'are'} in use.${reset}`;
}
