// What is decided of each role, what people have set, and who starts processes; with the port that keeps it.
import type { ProcessRange, ScaledRole } from './process-range.ts';
import type { MachineRoom, ScalingLook } from './scaling-look.ts';
import type { ScalingState } from './scaling-policy.ts';

interface ScalingDecision {
  readonly at: Date;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

export interface RoleScaling {
  readonly _id: ScaledRole;
  /** Counts the writes: one that was based on an older state is refused. */
  readonly revision: number;
  readonly at: Date;
  readonly state: ScalingState;
  readonly range: ProcessRange;
  /** Why there are as many now. */
  readonly reason: string;
  /** Null: the number is fixed, and nothing was looked at. */
  readonly look: ScalingLook | null;
  /** Newest first. */
  readonly decisions: readonly ScalingDecision[];
}

/** A range that somebody has set while Webloom runs. */
export interface SetRange extends ProcessRange {
  readonly _id: ScaledRole;
  readonly by: string;
  readonly at: Date;
}

/** One who starts processes on a machine: `webloom up`. */
export interface Fleet {
  readonly _id: string;
  readonly at: Date;
  /** One of an older version names no renderers. */
  readonly roles: Readonly<Record<Exclude<ScaledRole, 'renderer'>, FleetRole>> & {
    readonly renderer?: FleetRole;
  };
  readonly room: MachineRoom | null;
}

export interface FleetRole {
  readonly range: ProcessRange;
  readonly running: number;
}

const NO_PROCESSES: FleetRole = { range: { floor: 0, ceiling: 0 }, running: 0 };

export function roleOfFleet({ roles }: Pick<Fleet, 'roles'>, role: ScaledRole): FleetRole {
  return roles[role] ?? NO_PROCESSES;
}

/** What was set and asked for while Webloom runs. */
export interface GivenScaling {
  readonly ranges: readonly SetRange[];
  /** Until when renderers are wanted, as was noted last; null: none ever was. */
  readonly demandedUntil: Date | null;
}

/** After so long without a sign a fleet counts as gone, and others may start what it ran. */
export const FLEET_GONE_MS = 20_000;

export interface ScalingStore {
  list(): Promise<RoleScaling[]>;
  /** False: somebody else has written since revision `before` (null: nothing was there). */
  save(next: RoleScaling, before: number | null): Promise<boolean>;
  /** One look, because every fleet takes it every few seconds. */
  given(): Promise<GivenScaling>;
  setRange(range: SetRange): Promise<void>;
  unsetRange(role: ScaledRole): Promise<void>;
  /** Renderers are wanted until then; an earlier time than was noted before changes nothing. */
  noteDemand(until: Date): Promise<void>;
  fleets(): Promise<Fleet[]>;
  beatFleet(fleet: Fleet): Promise<void>;
  removeFleet(id: string): Promise<void>;
}
