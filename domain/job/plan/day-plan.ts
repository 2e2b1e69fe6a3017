// The coming day: how many runs are due in each hour and on each host, where they wait for each other, and when clocks change.
import type { JobPlan } from '../job-plan.ts';
import { type ClockChange, clockChanges } from '../../config/schedule/clock-change.ts';
import {
  type DueTimes,
  DueTimesReader,
  type Span,
  steadyBelow,
  timesBefore,
} from '../../config/schedule/due-times.ts';
import { type DueRun, FirstRuns } from './first-runs.ts';
import { type DueWork, type PileUp, describePileUp, pileUpsOf } from '../../config/schedule/pile-up.ts';
import type { JobSchedule } from '../../config/schema.ts';
import { HOUR_MS } from '../../system/duration.ts';
import { isWebloomError } from '../../system/errors.ts';

export interface DayWanted {
  readonly jobs: readonly JobPlan[];
  readonly from: Date;
  readonly hours: number;
  /** Zone of whoever looks: hours begin and are named by its clock. */
  readonly zone: string;
  /** Pause between two requests of the job to the host. */
  readonly delayMsOf: (host: string, job: JobPlan) => number;
}

interface DueHour {
  readonly startsAt: Date;
  /** By the clock of the zone. */
  readonly clock: string;
  readonly due: number;
}

export interface HostLane {
  readonly host: string;
  readonly jobs: number;
  readonly due: number;
  /** Runs due in each hour. */
  readonly hours: readonly number[];
  /** How long all its requests take. */
  readonly workMs: number;
  readonly pileUps: readonly (PileUp & { readonly text: string })[];
}

export interface DayPlan {
  readonly hours: readonly DueHour[];
  /** The busiest first. */
  readonly lanes: readonly HostLane[];
  /** The first runs in the order of their times, without those of steady jobs. */
  readonly runs: readonly DueRun[];
  readonly total: number;
  /** Jobs that run every few minutes: `runs` leaves them out. */
  readonly steady: readonly { readonly job: JobPlan; readonly everyMs: number }[];
  readonly clockChanges: readonly ClockChange[];
}

/** Single runs and hosts that are told at most. */
const MAX_RUNS = 500;
export const MAX_LANES = 100;

/** Jobs and lanes between two places at which `planDayInSlices` can wait. */
const JOBS_A_STEP = 50;
const LANES_A_STEP = 10;

/** In short steps, so that whoever plans for thousands of jobs can do other things between them. */
export function* planDayInSlices(wanted: DayWanted): Generator<undefined, DayPlan> {
  const hours = hoursOf(wanted);
  const span = { from: wanted.from, until: new Date(wanted.from.getTime() + wanted.hours * HOUR_MS) };
  const reader = new DueTimesReader(span, steadyBelow(wanted.jobs.map(({ schedule }) => schedule)));
  const counted = hours.map(() => 0);
  const lanes = new Map<string, LaneDraft>();
  const runs = new FirstRuns(MAX_RUNS);
  const steady: { job: JobPlan; everyMs: number }[] = [];
  for (const [number, job] of wanted.jobs.entries()) {
    if (number % JOBS_A_STEP === 0) yield;
    if (job.schedule === null || job.nextRunAt === null) continue;
    const due = dueIn(reader, job.schedule, job.jobId);
    const perHour = countByHour(due, { hours, span });
    perHour.forEach((count, hour) => (counted[hour] = (counted[hour] ?? 0) + count));
    if (due.kind === 'steady') steady.push({ job, everyMs: due.everyMs });
    else runs.add(job, due.times);
    for (const host of job.hosts) addToLane(lanes, { host, job, due, perHour, wanted });
  }
  const zones = new Set([wanted.zone, ...wanted.jobs.flatMap(({ schedule }) => zoneOf(schedule))]);
  return {
    hours: hours.map((hour, at) => ({ ...hour, due: counted[at] ?? 0 })),
    lanes: yield* toLanes(lanes, wanted),
    runs: runs.first(),
    total: counted.reduce((sum, count) => sum + count, 0),
    steady,
    clockChanges: clockChanges([...zones].toSorted(), span.from, span.until),
  };
}

/** Nothing where no time is found, as thousands of years from now: a schedule that was saved fires, but not in any year. */
function dueIn(reader: DueTimesReader, schedule: JobSchedule, jobId: string): DueTimes {
  try {
    return reader.read(schedule, jobId);
  } catch (error) {
    if (isWebloomError(error) && error.code === 'validation') return { kind: 'times', times: [] };
    throw error;
  }
}

function zoneOf(schedule: JobPlan['schedule']): string[] {
  return schedule?.timezone === undefined ? [] : [schedule.timezone];
}

type Hour = Omit<DueHour, 'due'>;

/** The first hour begins at or before `from`, with the clock of the zone; a zone may be half an hour off. */
function hoursOf({ from, hours, zone }: DayWanted): Hour[] {
  const clock = clockOf(zone);
  const minutes = Number(clock(from.getTime()).slice(3));
  const begin = Math.floor(from.getTime() / 60_000) * 60_000 - minutes * 60_000;
  const count = begin === from.getTime() ? hours : hours + 1;
  return Array.from({ length: count }, (_, n) => {
    const startsAt = new Date(begin + n * HOUR_MS);
    return { startsAt, clock: clock(startsAt.getTime()) };
  });
}

function clockOf(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => format.format(at);
}

function countByHour(due: DueTimes, { hours, span }: { hours: readonly Hour[]; span: Span }): number[] {
  const counts = hours.map(() => 0);
  const begin = hours[0]?.startsAt.getTime() ?? 0;
  if (due.kind === 'times') {
    for (const at of due.times) {
      const hour = Math.floor((at.getTime() - begin) / HOUR_MS);
      counts[hour] = (counts[hour] ?? 0) + 1;
    }
    return counts;
  }
  return hours.map(({ startsAt }) => {
    const until = Math.min(startsAt.getTime() + HOUR_MS, span.until.getTime());
    return timesBefore(until, due) - timesBefore(startsAt.getTime(), due);
  });
}

interface LaneDraft {
  readonly host: string;
  readonly hours: number[];
  readonly works: DueWork[];
  jobs: number;
  /** Share of the host's time that steady jobs take. */
  load: number;
  /** The longest pause of its jobs: the host is asked as the slowest of them asks. */
  delayMs: number;
}

interface LaneJob {
  readonly host: string;
  readonly job: JobPlan;
  readonly due: DueTimes;
  readonly perHour: readonly number[];
  readonly wanted: DayWanted;
}

function addToLane(lanes: Map<string, LaneDraft>, { host, job, due, perHour, wanted }: LaneJob): void {
  const hours = perHour.map(() => 0);
  const lane = lanes.get(host) ?? { host, hours, works: [], jobs: 0, load: 0, delayMs: 0 };
  lanes.set(host, lane);
  const delayMs = wanted.delayMsOf(host, job);
  const workMs = (job.pages / job.hosts.length) * delayMs;
  perHour.forEach((count, hour) => (lane.hours[hour] = (lane.hours[hour] ?? 0) + count));
  lane.jobs += 1;
  lane.delayMs = Math.max(lane.delayMs, delayMs);
  if (due.kind === 'steady') lane.load += workMs / due.everyMs;
  else for (const at of due.times) lane.works.push({ at: at.getTime(), jobId: job.jobId, workMs });
}

function* toLanes(
  drafts: ReadonlyMap<string, LaneDraft>,
  wanted: DayWanted,
): Generator<undefined, HostLane[]> {
  const clock = clockOf(wanted.zone);
  const lanes: HostLane[] = [];
  for (const draft of drafts.values()) {
    if (lanes.length % LANES_A_STEP === 0) yield;
    lanes.push(toLane(draft, wanted.hours, clock));
  }
  const waits = new Map(lanes.map((lane) => [lane, waitingMs(lane)]));
  const waiting = (lane: HostLane): number => waits.get(lane) ?? 0;
  return lanes.toSorted((a, b) => waiting(b) - waiting(a) || b.due - a.due || (a.host < b.host ? -1 : 1));
}

function toLane(draft: LaneDraft, count: number, clock: (at: number) => string): HostLane {
  const { host, hours, works, jobs, load, delayMs } = draft;
  works.sort((a, b) => a.at - b.at);
  const pileUps = pileUpsOf(works, load);
  return {
    host,
    jobs,
    hours,
    due: hours.reduce((sum, one) => sum + one, 0),
    workMs: Math.round(works.reduce((sum, work) => sum + work.workMs, load * count * HOUR_MS)),
    pileUps: pileUps.map((one) => ({ ...one, text: describePileUp(one, { host, delayMs, clock }) })),
  };
}

function waitingMs({ pileUps }: HostLane): number {
  return pileUps.reduce((sum, { from, until }) => sum + until - from, 0);
}
