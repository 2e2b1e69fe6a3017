// Takes and settles holds in the store. A lost race is tried again; whoever lost saw that another one has written.
import type { WorkspaceStore } from '../../config/retention/workspace.ts';
import type { Clock } from '../../system/clock.ts';
import type { LimitMet } from './limit-met.ts';
import { dayEnd, monthEnd, monthStart } from './period.ts';
import { type NamedLimits, type PlanBook, limitsOf } from './plan.ts';
import {
  type CountedLimit,
  type Usage,
  type UsageStore,
  reservedAmount,
  settleReservation,
  takeReservation,
  usageId,
} from './usage.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';

export interface LimitPorts {
  readonly planBook: PlanBook;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly usage: UsageStore;
  readonly clock: Clock;
}

/** A limit of a workspace in a period; `now` for those without one. */
export interface Meter {
  readonly workspaceId: string;
  readonly limit: CountedLimit;
  readonly period: string;
}

export const NOW = 'now';

export async function planOf(
  { planBook, workspaces }: Pick<LimitPorts, 'planBook' | 'workspaces'>,
  workspaceId: string,
): Promise<NamedLimits> {
  return limitsOf(planBook, (await workspaces.get(workspaceId))?.plan);
}

export interface ReservationRequest extends Meter {
  readonly plan: NamedLimits;
  readonly holder: string;
  readonly amount: number;
}

export interface Reserved {
  readonly granted: number;
  readonly met: LimitMet | null;
}

/** What the holder may do; `met`: the limit, where that is less than it asked for. No limit grants everything. */
export async function reserve(
  ports: Pick<LimitPorts, 'usage' | 'clock'>,
  request: ReservationRequest,
): Promise<Reserved> {
  const { plan, limit, holder, amount } = request;
  const value = plan.limits[limit];
  if (value === null) return { granted: amount, met: null };
  const attempt = async (): Promise<Reserved | Outrun> => {
    const usage = await present(ports, request);
    const { next, granted } = takeReservation(usage, { holder, amount, value, at: ports.clock.now() });
    if (next !== null && !(await ports.usage.put(next))) return OUTRUN;
    if (granted >= amount) return { granted, met: null };
    const used = usage.used + reservedAmount(usage, holder) + granted;
    return {
      granted,
      met: { limit, plan: plan.plan, value, used, wanted: amount - granted, resetsAt: usage.endsAt ?? null },
    };
  };
  return untilWritten(attempt, () => busy(request));
}

/** Ends a hold: `actual` of it is used up, the rest is given back. Nothing happens where there is no such hold. */
export async function settle(
  { usage: store }: Pick<LimitPorts, 'usage'>,
  meter: Meter,
  { holder, actual }: { readonly holder: string; readonly actual: number },
): Promise<void> {
  const id = usageId(meter.workspaceId, meter.limit, meter.period);
  const attempt = async (): Promise<true | Outrun> => {
    const usage = await store.get(id);
    const next = usage === null ? null : settleReservation(usage, holder, actual);
    return next === null || (await store.put(next)) || OUTRUN;
  };
  await untilWritten(attempt, () => busy(meter));
}

/** The document, or what it begins with: work that was done before anybody counted counts too. */
export async function present(
  { usage: store, clock }: Pick<LimitPorts, 'usage' | 'clock'>,
  meter: Meter,
): Promise<Usage> {
  const { workspaceId, limit, period } = meter;
  const _id = usageId(workspaceId, limit, period);
  const known = await store.get(_id);
  // Jobs are counted anew each time; the holds are those being made just now.
  if (limit === 'jobs') {
    const { jobs } = await store.counts(workspaceId);
    return { ...(known ?? { _id, workspaceId, limit, period, seq: 0, holds: [] }), used: jobs };
  }
  if (known !== null) return known;
  const empty = { _id, workspaceId, limit, period, seq: 0, used: 0, holds: [] };
  switch (limit) {
    case 'pagesPerMonth': {
      const endsAt = monthEnd(period);
      return { ...empty, endsAt, used: await store.endedPages(workspaceId, monthStart(period), endsAt) };
    }
    case 'deliveriesPerDay':
      return { ...empty, endsAt: dayEnd(period) };
    case 'concurrentRuns': {
      const at = clock.now();
      const { openRuns } = await store.counts(workspaceId);
      const holds = openRuns.map((holder) => ({ holder, amount: 1, at }));
      return { ...empty, holds, ...(holds.length > 0 && { heldSince: at }) };
    }
  }
}

function busy({ workspaceId, limit }: Meter): never {
  return keepsChanging(`The use of ${limit}`, { workspaceId, limit });
}
