// How long versions are kept where the plan of the workspace allows less than the job or the workspace asks for.
import type { NamedLimits } from './plan.ts';

export function capRetention<Policy extends { readonly versionsDays: number }>(
  policy: Policy,
  { limits }: Pick<NamedLimits, 'limits'>,
): Policy {
  const { retentionDays } = limits;
  if (retentionDays === null || policy.versionsDays <= retentionDays) return policy;
  return { ...policy, versionsDays: retentionDays };
}
