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
  readonly roles: Readonly<Record<ScaledRole, { readonly range: ProcessRange; readonly running: number }>>;
  readonly room: MachineRoom | null;
}

/** After so long without a sign a fleet counts as gone, and others may start what it ran. */
export const FLEET_GONE_MS = 20_000;

export interface ScalingStore {
  list(): Promise<RoleScaling[]>;
  /** False: somebody else has written since revision `before` (null: nothing was there). */
  save(next: RoleScaling, before: number | null): Promise<boolean>;
  ranges(): Promise<SetRange[]>;
  setRange(range: SetRange): Promise<void>;
  unsetRange(role: ScaledRole): Promise<void>;
  fleets(): Promise<Fleet[]>;
  beatFleet(fleet: Fleet): Promise<void>;
  removeFleet(id: string): Promise<void>;
}
