// Starts and drains scrapers, pipelines and renderers on this machine, as many as were decided (workers/wiring/scaling-turn.ts). It tells
// the store what it may run, what it runs, and what the machine has left. While the store is away everything stays as it is.
import { hostname } from 'node:os';
import { createStoreClock } from '../../adapters/clock/system-clock.ts';
import { createMongo } from '../../adapters/mongo/mongo.ts';
import { readConfig } from '../../adapters/env/config.ts';
import type { Clock, Log } from '../../domain/system/clock.ts';
import {
  type ScalingSettings,
  isDemandedAt,
  rangeInForce,
  reasonInForce,
  scalingSettings,
  shareOfFleet,
} from '../../domain/health/scaling/next-scaling.ts';
import {
  LEAST_PROCESSES,
  type ProcessRange,
  SCALED_ROLES,
  type ScaledRole,
  isFixed,
  isWithin,
  rangeText,
} from '../../domain/health/scaling/process-range.ts';
import type { Fleet, RoleScaling, ScalingStore } from '../../domain/health/scaling/role-scaling.ts';
import type { MachineRoom } from '../../domain/health/scaling/scaling-look.ts';
import { openMachineRoom } from './machine-room.ts';
import { messageOf } from './message-of.ts';
import type { Webloom } from './processes.ts';
import type { Env } from './service/service.ts';

const TURN_MS = 2_000;
/** While all numbers are fixed; a fleet counts as gone after three times that. */
const FIXED_TURN_MS = 6_000;

export interface FleetPorts {
  readonly scaling: ScalingStore;
  readonly clock: Clock;
  readonly room: () => MachineRoom;
  readonly log: (line: string) => void;
}

export interface FleetOptions {
  readonly id: string;
  readonly processes: Pick<Webloom, 'count' | 'add' | 'remove'>;
  readonly ranges: Readonly<Record<ScaledRole, ProcessRange>>;
}

export interface RunningFleet {
  /** Starts and drains nothing from now on. */
  stop(): Promise<void>;
}

export class LocalFleet {
  readonly #ports: FleetPorts;
  readonly #options: FleetOptions;
  /** Roles of which one is being started or drained: one step at a time. */
  readonly #busy = new Set<ScaledRole>();
  /** The ranges that were set and the processes that ran at the last whole turn; empty where a number is not fixed. */
  #settled = { known: '', at: 0 };

  constructor(ports: FleetPorts, options: FleetOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** Where all numbers are fixed and nobody has set others, most turns only look whether somebody has. */
  async turn(): Promise<void> {
    const { scaling, clock } = this.#ports;
    const set = await scaling.given();
    const now = clock.now().getTime();
    const counts = SCALED_ROLES.map((role) => this.#options.processes.count(role));
    const known = JSON.stringify([set.ranges, isDemandedAt(set.demandedUntil, now), counts]);
    // A clock may go back.
    if (known === this.#settled.known && Math.abs(now - this.#settled.at) < FIXED_TURN_MS) return;
    await scaling.beatFleet(this.#describe());
    const [decided, all] = await Promise.all([scaling.list(), scaling.fleets()]);
    const settings = scalingSettings(set, all, now);
    for (const role of SCALED_ROLES) {
      const one = decided.find(({ _id }) => _id === role);
      // Of what nobody has decided yet there is the least.
      const wanted = one?.state.wanted ?? 0;
      const share = shareOfFleet(role, this.#options.id, { ...settings, wanted });
      this.#approach(role, share, reasonOf(role, one, settings));
    }
    const areFixed = SCALED_ROLES.every((role) => isFixed(rangeInForce(role, settings)));
    this.#settled = { known: areFixed ? known : '', at: now };
  }

  async leave(): Promise<void> {
    await this.#ports.scaling.removeFleet(this.#options.id);
  }

  #describe(): Fleet {
    const { id, processes, ranges } = this.#options;
    const of = (role: ScaledRole) => ({ range: ranges[role], running: processes.count(role) });
    const roles = { scraper: of('scraper'), pipeline: of('pipeline'), renderer: of('renderer') };
    return { _id: id, at: this.#ports.clock.now(), roles, room: this.#ports.room() };
  }

  #approach(role: ScaledRole, share: number, reason: string): void {
    const { processes } = this.#options;
    const { log } = this.#ports;
    const running = processes.count(role);
    if (running === share || this.#busy.has(role)) return;
    log(`${running} → ${share} ${role}s: ${reason}`);
    const steps: Promise<void>[] = [];
    for (let n = running; n < share; n += 1) steps.push(processes.add(role));
    for (let n = running; n > share; n -= 1) steps.push(processes.remove(role));
    this.#busy.add(role);
    void Promise.all(steps)
      .catch((error: unknown) => log(`the number of ${role}s could not be changed: ${messageOf(error)}`))
      .finally(() => this.#busy.delete(role));
  }
}

/** Of a new range the monitor does not know yet, the range itself; else of the last change. */
function reasonOf(role: ScaledRole, decided: RoleScaling | undefined, settings: ScalingSettings): string {
  const range = rangeInForce(role, settings);
  if (decided !== undefined && isWithin(range, decided.state.wanted))
    return decided.decisions[0]?.reason ?? decided.reason;
  return reasonInForce(role, settings) ?? `there may be ${rangeText(range)}`;
}

export interface StartFleetOptions extends Pick<FleetOptions, 'processes' | 'ranges'> {
  readonly mongoUri: string;
  /** The settings of the processes; they name the database. */
  readonly env: Env;
  readonly log: (line: string) => void;
  /** Roles whose number was given by hand now: what was set before counts no more. */
  readonly given: readonly ScaledRole[];
  /** Default: this machine's. */
  readonly room?: () => MachineRoom;
}

export async function startFleet(options: StartFleetOptions): Promise<RunningFleet> {
  const { mongoUri, env, log, given, room = openMachineRoom(), processes, ranges } = options;
  const id = `${hostname()}:${process.pid}`;
  const { databaseName } = readConfig({ WEBLOOM_NAMESPACE: env['WEBLOOM_NAMESPACE'] });
  const mongo = await createMongo(mongoUri, { dbName: databaseName, appName: `fleet:${id}` });
  const clock = await createStoreClock(() => mongo.clockOffsetMs(), { log: quietLog(log) });
  const fleet = new LocalFleet({ scaling: mongo.scaling, clock, room, log }, { id, processes, ranges });
  for (const role of given) await mongo.scaling.unsetRange(role);
  const turns = repeat(() => fleet.turn(), log);
  return {
    async stop() {
      await turns.stop();
      // The store may be away at the end; the fleet then counts as gone after a while.
      await fleet.leave().catch(() => undefined);
      clock.close();
      await mongo.close();
    },
  };
}

function repeat(turn: () => Promise<void>, log: (line: string) => void): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let isFailing = false;
  const once = async (): Promise<void> => {
    try {
      await turn();
      isFailing = false;
    } catch (error) {
      // Told once: the store's own trouble is told by the stack.
      if (!isFailing) log(`the number of processes stays as it is: ${messageOf(error)}`);
      isFailing = true;
    }
    if (!stopped) timer = setTimeout(() => (running = once()), TURN_MS);
  };
  let running = once();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

function quietLog(log: (line: string) => void): Log {
  const tell = (_facts: unknown, message: string): void => log(message);
  return { info: () => undefined, warn: tell, error: tell };
}

/** A range for each role: what was asked for, else one, and of renderers one on demand. */
export function rangesOf(
  asked: Partial<Readonly<Record<ScaledRole, ProcessRange>>>,
): Readonly<Record<ScaledRole, ProcessRange>> {
  const of = (role: ScaledRole): ProcessRange => asked[role] ?? { floor: LEAST_PROCESSES[role], ceiling: 1 };
  return { scraper: of('scraper'), pipeline: of('pipeline'), renderer: of('renderer') };
}

export function givenRoles(asked: Partial<Readonly<Record<ScaledRole, ProcessRange>>>): ScaledRole[] {
  return SCALED_ROLES.filter((role) => asked[role] !== undefined);
}
