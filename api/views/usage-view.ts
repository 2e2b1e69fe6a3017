// The use of limits as the API shows it.
import { LIMIT_LABELS, LIMIT_MEANING, remedyOf } from '../../domain/job/limit/limit-words.ts';
import type { PlanBook } from '../../domain/job/limit/plan.ts';
import { useText } from '../../domain/job/limit/use-words.ts';
import type { TokenUse } from '../../domain/job/limit/model-tokens.ts';
import type { UsageReport } from '../../domain/job/limit/usage-report.ts';
import type { PlanList, UsageView } from '../schemas/access/usage.ts';

/** `model`: null where there is no language model. */
export function toUsageView(
  report: UsageReport,
  model: (TokenUse & { readonly name: string }) | null,
): UsageView {
  const { plan, isUnknown, uses } = report;
  return {
    plan,
    planIsUnknown: isUnknown,
    limits: uses.map((use) => ({
      ...use,
      label: LIMIT_LABELS[use.limit],
      meaning: LIMIT_MEANING[use.limit],
      resetsAt: use.resetsAt?.toISOString() ?? null,
      text: useText(use, plan),
      remedy: remedyOf(use.limit),
    })),
    model: model === null ? null : { ...model, resetsAt: model.resetsAt.toISOString() },
  };
}

export function toPlanList({ plans, ofNewWorkspaces }: PlanBook): PlanList {
  const items = Object.entries(plans).map(([plan, limits]) => ({
    plan,
    ofNewWorkspaces: plan === ofNewWorkspaces,
    limits,
  }));
  return { items };
}
