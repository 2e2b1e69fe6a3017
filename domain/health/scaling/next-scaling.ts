// The next state of a role: which range is in force, what the policy makes of it, and the list of what was decided.
import { processShare, wholeRange } from './process-share.ts';
import type { ProcessRange, ScaledRole } from './process-range.ts';
import { FLEET_GONE_MS, type Fleet, type RoleScaling, type SetRange } from './role-scaling.ts';
import type { ScalingLook } from './scaling-look.ts';
import { DEFAULT_RANGES } from './scaling-numbers.ts';
import { decideScaling, firstState } from './scaling-policy.ts';

/** Decisions that are kept. */
const KEPT_DECISIONS = 50;

export interface ScalingSettings {
  readonly ranges: readonly SetRange[];
  readonly fleets: readonly Fleet[];
}

export function livingFleets(fleets: readonly Fleet[], now: number): Fleet[] {
  return fleets.filter(({ at }) => now - at.getTime() < FLEET_GONE_MS);
}

/** What somebody has set, else what those who start processes were started for, else the numbers for Kubernetes. */
export function rangeInForce(role: ScaledRole, { ranges, fleets }: ScalingSettings): ProcessRange {
  const set = ranges.find(({ _id }) => _id === role);
  if (set !== undefined) return { floor: set.floor, ceiling: set.ceiling };
  if (fleets.length === 0) return DEFAULT_RANGES[role];
  return wholeRange(fleets.map(({ _id: id, roles }) => ({ id, range: roles[role].range })));
}

/** How many processes of the role one of the fleets is to run. */
export function shareOfFleet(
  role: ScaledRole,
  id: string,
  given: ScalingSettings & { wanted: number },
): number {
  const { ranges, fleets, wanted } = given;
  const set = ranges.find(({ _id }) => _id === role);
  const sharers = fleets.map(({ _id, roles }) => ({
    id: _id,
    range: set === undefined ? roles[role].range : { floor: 0, ceiling: set.ceiling },
  }));
  const { floor, ceiling } = rangeInForce(role, given);
  // What was decided for another range is not followed until it is decided anew.
  return processShare(Math.min(ceiling, Math.max(floor, wanted)), sharers, id);
}

export interface NextScaling {
  readonly role: ScaledRole;
  readonly before: RoleScaling | null;
  readonly range: ProcessRange;
  readonly looks: readonly ScalingLook[];
  readonly now: number;
}

export function nextScaling({ role, before, range, looks, now }: NextScaling): RoleScaling {
  const state = before?.state ?? firstState(range, now);
  const verdict = decideScaling({ role, state, range, looks, now });
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
