// A world in which the scaling policy decides: pages come as hosts allow them, scrapers fetch them, processes start, drain and
// die. Time goes by looks. Nothing is random but what a seed gives.
import type { ScalingLook } from '../../domain/health/scaling/scaling-look.ts';
import { inFlightCap } from '../../domain/web/politeness/pace.ts';
import { SCALING } from '../../domain/health/scaling/scaling-numbers.ts';
import { type ScalingState, decideScaling, firstState } from '../../domain/health/scaling/scaling-policy.ts';
import type { ProcessRange } from '../../domain/health/scaling/process-range.ts';

/** What happens in one look's time. */
export interface Weather {
  /** Pages each second that hosts allow. */
  readonly perSecond: number;
  /** How long an answer takes. */
  readonly answerMs: number;
  /** Share of the pages whose host does not answer, and how long such a request is waited for. */
  readonly hangingShare?: number;
  readonly hangingMs?: number;
  /** A process dies now, and is back after so long. */
  readonly deathMs?: number;
}

export interface Shape {
  readonly name: string;
  readonly words: string;
  /** `at`: ms since the begin. */
  readonly weather: (at: number) => Weather;
  /** Time that is drawn, ms since the begin. */
  readonly drawn: readonly [from: number, until: number];
}

export interface Moment {
  readonly at: number;
  readonly perSecond: number;
  readonly wanted: number;
  readonly ideal: number;
  readonly waitMs: number;
}

export interface Outcome {
  readonly processHours: number;
  readonly idealHours: number;
  readonly longestWaitMs: number;
  /** Share of the time in which what waits is late although more processes would have helped. */
  readonly lateShare: number;
  readonly changes: number;
  /** Changes that were taken back within ten minutes. */
  readonly reversals: number;
  readonly most: number;
  readonly drawn: readonly Moment[];
}

/** A scraper as it is measured: its slots, and the pages a second its CPU allows (docs/bench.md: 0.47 ms each, with room). */
const SLOTS = 48;
const CPU_PER_SECOND = 600;
/** Requests out to a host at a time; hosts are asked once a second, so there are as many hosts as pages a second. */
const OUT_PER_HOST = inFlightCap(1_000);
const START_MS = 4_000;
const STEP_S = SCALING.lookEveryMs / 1_000;
const KEPT_LOOKS = SCALING.mostQuietMs / SCALING.lookEveryMs + 2;

export function simulate(shape: Shape, range: ProcessRange, days: number): Outcome {
  const world = new World(range);
  const steps = (days * 86_400_000) / SCALING.lookEveryMs;
  for (let n = 1; n <= steps; n += 1) world.step(shape, n * SCALING.lookEveryMs);
  return world.outcome();
}

class World {
  readonly #range: ProcessRange;
  readonly #looks: ScalingLook[] = [];
  /** When each process takes work; epoch of the world. */
  #readyAt: number[];
  #state: ScalingState;
  #backlog = 0;
  #lastChange = { at: Number.NEGATIVE_INFINITY, direction: '' };
  #totals = {
    processes: 0,
    ideal: 0,
    longestWaitMs: 0,
    late: 0,
    steps: 0,
    changes: 0,
    reversals: 0,
    most: 0,
  };
  readonly #drawn: Moment[] = [];

  constructor(range: ProcessRange) {
    this.#range = range;
    this.#state = firstState(range, 0);
    this.#readyAt = Array.from({ length: range.floor }, () => 0);
  }

  step(shape: Shape, at: number): void {
    const weather = shape.weather(at);
    if (weather.deathMs !== undefined) this.#readyAt[0] = at + weather.deathMs;
    const alive = this.#readyAt.filter((ready) => ready <= at).length;
    const work = this.#work(weather, alive);
    this.#see(work, at, alive);
    const before = this.#state;
    const { state } = decideScaling({
      role: 'scraper',
      state: before,
      range: this.#range,
      looks: this.#looks,
      now: at,
    });
    this.#follow(before, state, at);
    const ideal = idealFor(weather, this.#range);
    this.#count(
      { at, perSecond: weather.perSecond, wanted: state.wanted, ideal, waitMs: work.waitMs },
      shape,
    );
  }

  #work(weather: Weather, alive: number): Work {
    const { perSecond, answerMs, hangingShare = 0, hangingMs = 30_000 } = weather;
    const heldMs = answerMs * (1 - hangingShare) + hangingMs * hangingShare;
    const capacity = alive * Math.min((SLOTS * 1_000) / heldMs, CPU_PER_SECOND);
    const comes = this.#backlog + perSecond * STEP_S;
    const done = Math.min(comes, capacity * STEP_S);
    // Dispatchers keep back what goes beyond the requests that may be out to a host.
    const mostOut = Math.max(this.#backlog, perSecond * OUT_PER_HOST);
    this.#backlog = Math.min(comes - done, mostOut);
    const doneEach = done / STEP_S;
    const used = Math.min(alive * SLOTS, Math.round((doneEach * heldMs) / 1_000));
    const slowMs = (ms: number): number => Math.max(0, ms - SCALING.slowMs);
    const slowHeldMs = slowMs(answerMs) * (1 - hangingShare) + slowMs(hangingMs) * hangingShare;
    const waitMs = doneEach === 0 ? (this.#backlog > 0 ? 60_000 : 0) : (this.#backlog / doneEach) * 1_000;
    return {
      perSecond: doneEach,
      used,
      slow: Math.round((used * slowHeldMs) / heldMs),
      cpuPercent: (doneEach / CPU_PER_SECOND) * 100,
      waitMs,
    };
  }

  #see({ perSecond, used, slow, cpuPercent, waitMs }: Work, at: number, alive: number): void {
    const waiting = Math.round(this.#backlog);
    const slots = alive * SLOTS;
    const look = {
      at,
      alive,
      waiting,
      oldestMs: waitMs,
      perSecond,
      used,
      slots,
      slow,
      cpuPercent,
      room: null,
    };
    this.#looks.push(look);
    if (this.#looks.length > 2 * KEPT_LOOKS) this.#looks.splice(0, KEPT_LOOKS);
  }

  #follow(before: ScalingState, state: ScalingState, at: number): void {
    this.#state = state;
    while (this.#readyAt.length < state.wanted) this.#readyAt.push(at + START_MS);
    this.#readyAt.length = state.wanted;
    if (state.wanted === before.wanted) return;
    const direction = state.direction ?? '';
    this.#totals.changes += 1;
    const isReversal = direction !== this.#lastChange.direction && at - this.#lastChange.at < 600_000;
    if (isReversal) this.#totals.reversals += 1;
    this.#lastChange = { at, direction };
  }

  #count(moment: Moment, { drawn: [from, until] }: Shape): void {
    const totals = this.#totals;
    totals.steps += 1;
    totals.processes += moment.wanted;
    totals.ideal += moment.ideal;
    totals.most = Math.max(totals.most, moment.wanted);
    totals.longestWaitMs = Math.max(totals.longestWaitMs, moment.waitMs);
    if (moment.waitMs > 10_000 && moment.wanted < moment.ideal) totals.late += 1;
    if (moment.at >= from && moment.at < until) this.#drawn.push(moment);
  }

  outcome(): Outcome {
    const { processes, ideal, late, steps, ...totals } = this.#totals;
    const hours = (count: number): number => (count * STEP_S) / 3_600;
    return {
      ...totals,
      processHours: hours(processes),
      idealHours: hours(ideal),
      lateShare: late / steps,
      drawn: this.#drawn,
    };
  }
}

interface Work extends Pick<ScalingLook, 'used' | 'slow' | 'cpuPercent'> {
  readonly perSecond: number;
  readonly waitMs: number;
}

/** The fewest that keep up, by who knows what comes; requests to hosts that hang deserve none. */
function idealFor(
  { perSecond, answerMs, hangingShare = 0 }: Weather,
  { floor, ceiling }: ProcessRange,
): number {
  if (answerMs >= 2 * SCALING.slowMs) return floor;
  const each = Math.min((SLOTS * 1_000) / answerMs, CPU_PER_SECOND);
  return Math.min(ceiling, Math.max(floor, Math.ceil((perSecond * (1 - hangingShare)) / each)));
}
