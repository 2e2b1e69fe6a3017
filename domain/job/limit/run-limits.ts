// Limits of runs: whether one may start, how many pages it may take, and what is given back at its end.
import type { Job } from '../job.ts';
import type { Run } from '../../run/run.ts';
import { type LimitPorts, type Meter, NOW, reserve, planOf, present, settle } from './reserve.ts';
import type { LimitMet } from './limit-met.ts';
import { withinPlan } from './judge-job.ts';
import type { NamedLimits } from './plan.ts';
import { monthEnd, monthOf } from './period.ts';
import { growReservation, reservedAmount, pagesOfRun, usageId, withCount } from './usage.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';

function runMeter(workspaceId: string): Meter {
  return { workspaceId, limit: 'concurrentRuns', period: NOW };
}

/** A run counts in the month it was created in. */
function pageMeter({ workspaceId, createdAt }: Pick<Run, 'workspaceId' | 'createdAt'>): Meter {
  return { workspaceId, limit: 'pagesPerMonth', period: monthOf(createdAt) };
}

/** Null: it may start, and holds its place among the runs that go on. */
export async function admitRun(
  ports: LimitPorts,
  { workspaceId, runId }: { readonly workspaceId: string; readonly runId: string },
): Promise<LimitMet | null> {
  const plan = await planOf(ports, workspaceId);
  const full = await storedTooMuch(ports, workspaceId, plan);
  if (full !== null) return full;
  const value = plan.limits.pagesPerMonth;
  if (value !== null) {
    const period = monthOf(ports.clock.now());
    const usage = await present(ports, { workspaceId, limit: 'pagesPerMonth', period });
    const used = usage.used + reservedAmount(usage);
    const met = { limit: 'pagesPerMonth', plan: plan.plan, value, used, wanted: 1 } as const;
    if (used >= value) return { ...met, resetsAt: monthEnd(period) };
  }
  return (await reserve(ports, { ...runMeter(workspaceId), plan, holder: runId, amount: 1 })).met;
}

/** Null: there is room for what a run stores. */
async function storedTooMuch(
  { usage }: LimitPorts,
  workspaceId: string,
  { plan, limits }: NamedLimits,
): Promise<LimitMet | null> {
  const value = limits.storedBytes;
  const used = value === null ? 0 : await usage.storedBytes(workspaceId);
  if (value === null || used < value) return null;
  return { limit: 'storedBytes', plan, value, used, wanted: 1, resetsAt: null };
}

/** The run did not begin, or is over. */
export async function leaveRuns(
  ports: Pick<LimitPorts, 'usage'>,
  { workspaceId, runId }: { readonly workspaceId: string; readonly runId: string },
): Promise<void> {
  await settle(ports, runMeter(workspaceId), { holder: runId, actual: 0 });
}

export async function configWithinPlan(
  ports: LimitPorts,
  job: Job,
  config: Run['config'],
): Promise<Run['config']> {
  return withinPlan(await planOf(ports, job.workspaceId), config);
}

export type PageWriter = 'planner' | 'source';

export interface PageGrowth {
  readonly run: Run;
  /** Of a run, each adds pages by itself. */
  readonly writer: PageWriter;
  /** Pages of the run so far. */
  readonly count: number;
}

export interface PageRoom {
  readonly granted: number;
  /** To be called with the count that is there then. */
  readonly noteCount: (count: number) => Promise<void>;
}

export type GrowPorts = LimitPorts;

/** Null: the plan has no such limit. */
export async function pageRoom(
  ports: GrowPorts,
  growth: PageGrowth,
  amountOf: () => Promise<number>,
): Promise<PageRoom | null> {
  const { run, writer: step, count } = growth;
  const value = (await planOf(ports, run.workspaceId)).limits.pagesPerMonth;
  if (value === null) return null;
  const amount = await amountOf();
  const meter = pageMeter(run);
  const at = ports.clock.now();
  const grown = { holder: run._id, step, at };
  if (amount === 0) return { granted: 0, noteCount: async () => undefined };
  const attempt = async (): Promise<PageRoom | Outrun> => {
    const { next, granted } = growReservation(await present(ports, meter), {
      ...grown,
      count,
      amount,
      value,
    });
    if (!(await ports.usage.put(next))) return OUTRUN;
    return { granted, noteCount: (after) => noteCount(ports, meter, { ...grown, count: after }) };
  };
  return untilWritten(attempt, () => busy(run._id));
}

async function noteCount(
  ports: GrowPorts,
  meter: Meter,
  growth: Parameters<typeof withCount>[1],
): Promise<void> {
  await untilWritten(
    async () => (await ports.usage.put(withCount(await present(ports, meter), growth))) || OUTRUN,
    () => busy(growth.holder),
  );
}

/** Pages that the run asked for and that the limit of the month did not let it take. Null: it got all. */
export async function pagesMissed(ports: LimitPorts, run: Run): Promise<LimitMet | null> {
  const { workspaceId, limit, period } = pageMeter(run);
  const usage = await ports.usage.get(usageId(workspaceId, 'pagesPerMonth', period));
  const hold = usage?.holds.find(({ holder }) => holder === run._id);
  // Known pages and links name the same ones, so the two are no sum.
  const refused = Math.max(0, ...Object.values(hold?.refused ?? {}));
  if (usage === null || refused === 0) return null;
  const { plan, limits } = await planOf(ports, workspaceId);
  const used = usage.used + reservedAmount(usage);
  return {
    limit: 'pagesPerMonth',
    plan,
    value: limits[limit] ?? used,
    used,
    wanted: refused,
    resetsAt: monthEnd(period),
  };
}

/** Of an ended run: its pages are used up, the rest and its place are given back. A repeat changes nothing. */
export async function settleRun(ports: Pick<LimitPorts, 'usage'>, run: Run): Promise<void> {
  await settle(ports, pageMeter(run), { holder: run._id, actual: pagesOfRun(run) });
  await leaveRuns(ports, { workspaceId: run.workspaceId, runId: run._id });
}

function busy(runId: string): never {
  return keepsChanging('The use of pages', { runId });
}
