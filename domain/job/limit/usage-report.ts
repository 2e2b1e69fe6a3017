// How much of each limit a workspace uses, for people and for alerts.
import { type LimitPorts, planOf, present } from './reserve.ts';
import { dayEnd, dayOf, monthEnd, monthOf } from './period.ts';
import { LIMITS, type LimitName, type NamedLimits } from './plan.ts';
import { type Usage, type WorkspaceCounts, reservedAmount, usageId } from './usage.ts';

/** none: there is no limit, or it has no use to count. */
export type UseLevel = 'none' | 'ok' | 'near' | 'over';

export interface LimitUse {
  readonly limit: LimitName;
  readonly value: number | null;
  /** Null: it is not counted. */
  readonly used: number | null;
  /** From 0 on; null: there is no limit, or nothing that is counted. */
  readonly share: number | null;
  readonly level: UseLevel;
  readonly resetsAt: Date | null;
}

export interface UsageReport extends NamedLimits {
  readonly uses: readonly LimitUse[];
}

const NEAR_PERCENT = 80;

export async function readUsage(ports: LimitPorts, workspaceId: string): Promise<UsageReport> {
  const named = await planOf(ports, workspaceId);
  const now = ports.clock.now();
  const [counts, storedBytes, month, day] = await Promise.all([
    ports.usage.counts(workspaceId),
    ports.usage.storedBytes(workspaceId),
    // A plan that limits pages may be younger than the work of the month, of which nobody has kept a sum then.
    named.limits.pagesPerMonth === null
      ? null
      : present(ports, { workspaceId, limit: 'pagesPerMonth', period: monthOf(now) }),
    ports.usage.get(usageId(workspaceId, 'deliveriesPerDay', dayOf(now))),
  ]);
  const uses = LIMITS.map((limit) => useOf(named, limit, { counts, storedBytes, month, day, now }));
  return { ...named, uses };
}

interface Counted {
  readonly counts: WorkspaceCounts;
  readonly storedBytes: number;
  readonly month: Usage | null;
  readonly day: Usage | null;
  readonly now: Date;
}

function useOf({ limits }: NamedLimits, limit: LimitName, counted: Counted): LimitUse {
  const value = limits[limit];
  const used = usedOf(limit, value, counted);
  const share = value === null || used === null ? null : used / value;
  return { limit, value, used, share, level: levelOf(share), resetsAt: resetOf(limit, counted.now) };
}

function usedOf(
  limit: LimitName,
  value: number | null,
  { counts, storedBytes, month, day }: Counted,
): number | null {
  switch (limit) {
    case 'jobs':
      return counts.jobs;
    case 'hosts':
      return counts.hosts.length;
    case 'concurrentRuns':
      return counts.openRuns.length;
    case 'pagesPerMonth':
      return value === null ? null : total(month);
    case 'deliveriesPerDay':
      return value === null ? null : total(day);
    case 'storedBytes':
      return storedBytes;
    case 'shortestIntervalMs':
    case 'pagesPerRun':
    case 'retentionDays':
      return null;
  }
}

/** What work that goes on holds may be used up. */
function total(usage: Usage | null): number {
  return usage === null ? 0 : usage.used + reservedAmount(usage);
}

function resetOf(limit: LimitName, now: Date): Date | null {
  if (limit === 'pagesPerMonth') return monthEnd(monthOf(now));
  return limit === 'deliveriesPerDay' ? dayEnd(dayOf(now)) : null;
}

export function levelOf(share: number | null): UseLevel {
  if (share === null) return 'none';
  if (share >= 1) return 'over';
  return share >= NEAR_PERCENT / 100 ? 'near' : 'ok';
}

/** Limits whose use stays where it is until somebody acts or a period is over; runs at a time come and go by themselves. */
export function lastingUses({ uses }: UsageReport, percent = NEAR_PERCENT): LimitUse[] {
  return uses.filter(
    ({ limit, share }) => limit !== 'concurrentRuns' && share !== null && share >= percent / 100,
  );
}
