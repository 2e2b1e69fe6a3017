import { expect, it } from 'vitest';
import { nearLimits } from '../../../../domain/health/overview/attention.ts';
import { BUILT_IN_PLANS, LIMITS, type LimitName } from '../../../../domain/job/limit/plan.ts';
import {
  type LimitUse,
  type UsageReport,
  lastingUses,
  levelOf,
} from '../../../../domain/job/limit/usage-report.ts';

function reportOf(shares: Partial<Record<LimitName, number>>): UsageReport {
  const uses = LIMITS.map((limit): LimitUse => {
    const share = shares[limit] ?? null;
    const used = share === null ? null : share * 100;
    return { limit, value: share === null ? null : 100, used, share, level: levelOf(share), resetsAt: null };
  });
  return { plan: 'small', isUnknown: false, limits: BUILT_IN_PLANS.free, uses };
}

it.each([
  [null, 'none'],
  [0, 'ok'],
  [0.799, 'ok'],
  [0.8, 'near'],
  [0.999, 'near'],
  [1, 'over'],
  [1.2, 'over'],
] as const)('a share of %j is %s', (share, level) => {
  expect(levelOf(share)).toBe(level);
});

it('lasting uses are those from a percentage on, without runs that come and go', () => {
  const report = reportOf({ jobs: 0.5, hosts: 0.8, pagesPerMonth: 1, concurrentRuns: 1 });
  expect(lastingUses(report).map(({ limit }) => limit)).toEqual(['hosts', 'pagesPerMonth']);
  expect(lastingUses(report, 50).map(({ limit }) => limit)).toEqual(['jobs', 'hosts', 'pagesPerMonth']);
});

it('what is near needs somebody, and says how much is in use', () => {
  expect(nearLimits(reportOf({ jobs: 0.9, pagesPerMonth: 1 }))).toMatchObject([
    { kind: 'limit-near', text: '90 of 100 (90 %) of the plan "small" are in use.' },
    { kind: 'limit-met', subject: { type: 'limit', id: 'pagesPerMonth' } },
  ]);
});
