// The next state of a role: which range is in force, what the policy makes of it, and the list of what was decided.
import { processShare, wholeRange } from './process-share.ts';
import type { ProcessRange, ScaledRole } from './process-range.ts';
import { reasonOfDemand } from './renderer-demand.ts';
import {
  FLEET_GONE_MS,
  type Fleet,
  type GivenScaling,
  type RoleScaling,
  type SetRange,
  roleOfFleet,
} from './role-scaling.ts';
import type { ScalingLook } from './scaling-look.ts';
import { DEFAULT_RANGES } from './scaling-numbers.ts';
import { decideScaling, firstState } from './scaling-policy.ts';
import { given } from '../../system/given.ts';

/** Decisions that are kept. */
const KEPT_DECISIONS = 50;

export interface ScalingSettings {
  readonly ranges: readonly SetRange[];
  /** Those that live. */
  readonly fleets: readonly Fleet[];
  /** Whether renderers are wanted now. */
  readonly isDemanded: boolean;
}

export function scalingSettings(
  { ranges, demandedUntil }: GivenScaling,
  fleets: readonly Fleet[],
  now: number,
): ScalingSettings {
  return { ranges, fleets: livingFleets(fleets, now), isDemanded: isDemandedAt(demandedUntil, now) };
}

export function isDemandedAt(until: Date | null, now: number): boolean {
  return until !== null && now < until.getTime();
}

export function livingFleets(fleets: readonly Fleet[], now: number): Fleet[] {
  return fleets.filter(({ at }) => now - at.getTime() < FLEET_GONE_MS);
}

/** Of a role that is started on demand, no process while there is none, and else one at least. */
export function rangeInForce(role: ScaledRole, settings: ScalingSettings): ProcessRange {
  const range = rangeGiven(role, settings);
  if (role !== 'renderer' || range.floor > 0) return range;
  const ceiling = settings.isDemanded ? range.ceiling : 0;
  return { floor: Math.min(1, ceiling), ceiling };
}

/** Why the range in force is as it is; null: somebody gave it. */
export function reasonInForce(role: ScaledRole, settings: ScalingSettings): string | null {
  const { floor, ceiling } = rangeGiven(role, settings);
  return floor > 0 || ceiling === 0 ? null : reasonOfDemand(role, settings.isDemanded);
}

/** What somebody has set, else what those who start processes were started for, else the numbers for Kubernetes. */
export function rangeGiven(
  role: ScaledRole,
  { ranges, fleets }: Pick<ScalingSettings, 'ranges' | 'fleets'>,
): ProcessRange {
  const set = ranges.find(({ _id }) => _id === role);
  if (set !== undefined) return { floor: set.floor, ceiling: set.ceiling };
  if (fleets.length === 0) return DEFAULT_RANGES[role];
  return wholeRange(fleets.map((fleet) => ({ id: fleet._id, range: roleOfFleet(fleet, role).range })));
}

/** How many processes of the role one of the fleets is to run. */
export function shareOfFleet(
  role: ScaledRole,
  id: string,
  wanting: ScalingSettings & { wanted: number },
): number {
  const { ranges, fleets, wanted } = wanting;
  const set = ranges.find(({ _id }) => _id === role);
  const sharers = fleets.map((fleet) => ({
    id: fleet._id,
    range: set === undefined ? roleOfFleet(fleet, role).range : { floor: 0, ceiling: set.ceiling },
  }));
  const { floor, ceiling } = rangeInForce(role, wanting);
  // What was decided for another range is not followed until it is decided anew.
  return processShare(Math.min(ceiling, Math.max(floor, wanted)), sharers, id);
}

export interface NextScaling {
  readonly role: ScaledRole;
  readonly before: RoleScaling | null;
  readonly range: ProcessRange;
  /** Why it is as it is; absent or null: somebody gave it. */
  readonly because?: string | null;
  readonly looks: readonly ScalingLook[];
  readonly now: number;
}

export function nextScaling({ role, before, range, because, looks, now }: NextScaling): RoleScaling {
  const state = before?.state ?? firstState(range, now);
  const verdict = decideScaling({ role, state, range, ...given({ because }), looks, now });
  const { reason } = verdict;
  const at = new Date(now);
  const decided =
    verdict.state.wanted === state.wanted
      ? []
      : [{ at, from: state.wanted, to: verdict.state.wanted, reason }];
  return {
    _id: role,
    revision: (before?.revision ?? 0) + 1,
    at,
    state: verdict.state,
    range,
    reason,
    look: looks.at(-1) ?? null,
    decisions: [...decided, ...(before?.decisions ?? [])].slice(0, KEPT_DECISIONS),
  };
}
