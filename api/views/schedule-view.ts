// The calendar of a day as the API shows it.
import type { JobPlan } from '../../domain/job/job-plan.ts';
import { type DayPlan, type HostLane, MAX_LANES } from '../../domain/job/plan/day-plan.ts';
import type { ScheduleDayView } from '../schemas/schedule-day.ts';

const SHOWN_STEADY = 100;
const SHOWN_UNSCHEDULED = 20;

export interface PlannedDay {
  readonly plan: DayPlan;
  readonly jobs: readonly JobPlan[];
  readonly from: Date;
  readonly until: Date;
  readonly zone: string;
  readonly isCut: boolean;
}

export function toScheduleDay({ plan, jobs, from, until, zone, isCut }: PlannedDay): ScheduleDayView {
  const unscheduled = jobs.filter(({ schedule, nextRunAt }) => schedule === null || nextRunAt === null);
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    zone,
    total: plan.total,
    hours: plan.hours.map((hour) => ({ ...hour, startsAt: hour.startsAt.toISOString() })),
    lanes: plan.lanes.slice(0, MAX_LANES).map(toLane),
    lanesLeft: Math.max(0, plan.lanes.length - MAX_LANES),
    runs: plan.runs.map((run) => ({ ...run, hosts: [...run.hosts], at: run.at.toISOString() })),
    steady: plan.steady
      .slice(0, SHOWN_STEADY)
      .map(({ job, everyMs }) => ({ jobId: job.jobId, name: job.name, everyMs })),
    steadyCount: plan.steady.length,
    unscheduled: {
      count: unscheduled.length,
      jobs: unscheduled.slice(0, SHOWN_UNSCHEDULED).map(({ jobId, name, state }) => ({ jobId, name, state })),
    },
    clockChanges: plan.clockChanges.map((change) => ({ ...change, at: change.at.toISOString() })),
    isCut,
  };
}

function toLane({ host, jobs, due, hours, workMs, pileUps }: HostLane): ScheduleDayView['lanes'][number] {
  return {
    host,
    jobs,
    due,
    hours: [...hours],
    workMs,
    pileUps: pileUps.map(({ from, until, ...pileUp }) => ({
      ...pileUp,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
    })),
  };
}
