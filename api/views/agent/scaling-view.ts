// Scaling as the API shows it.
import { livingFleets, rangeGiven } from '../../../domain/health/scaling/next-scaling.ts';
import { SCALED_ROLES, type ScaledRole } from '../../../domain/health/scaling/process-range.ts';
import {
  type Fleet,
  type RoleScaling,
  type SetRange,
  roleOfFleet,
} from '../../../domain/health/scaling/role-scaling.ts';
import type { ScalingLook } from '../../../domain/health/scaling/scaling-look.ts';
import type { RoleScalingView, ScalingView } from '../../schemas/agent/scaling.ts';

export interface ScalingRows {
  readonly roles: readonly RoleScaling[];
  readonly ranges: readonly SetRange[];
  readonly fleets: readonly Fleet[];
  /** Epoch ms. */
  readonly now: number;
}

export function toScalingView(rows: ScalingRows): ScalingView {
  return {
    items: SCALED_ROLES.map((role) => toRoleScaling(role, rows)),
    fleets: livingFleets(rows.fleets, rows.now).map((fleet) => ({
      id: fleet._id,
      lastSeenAt: fleet.at.toISOString(),
      roles: SCALED_ROLES.map((role) => {
        const { running, range } = roleOfFleet(fleet, role);
        return { role, running, ...range };
      }),
    })),
  };
}

export function toRoleScaling(
  role: ScaledRole,
  { roles, ranges, fleets, now }: ScalingRows,
): RoleScalingView {
  const living = livingFleets(fleets, now);
  const range = rangeGiven(role, { ranges, fleets: living });
  const set = ranges.find(({ _id }) => _id === role);
  const decided = roles.find(({ _id }) => _id === role);
  return {
    role,
    wanted: decided?.state.wanted ?? range.floor,
    running:
      living.length === 0 ? null : living.reduce((sum, fleet) => sum + roleOfFleet(fleet, role).running, 0),
    reason: decided?.reason ?? 'nothing was decided yet',
    since: decided === undefined ? null : new Date(decided.state.changedAt).toISOString(),
    lookedAt: decided === undefined ? null : decided.at.toISOString(),
    range,
    ...toSetter(set),
    signs: toSigns(decided?.look ?? null),
    decisions: (decided?.decisions ?? []).map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest })),
  };
}

/** Who set the range, and when; null: nobody did. */
function toSetter(set: SetRange | undefined): Pick<RoleScalingView, 'setBy' | 'setAt'> {
  return set === undefined ? { setBy: null, setAt: null } : { setBy: set.by, setAt: set.at.toISOString() };
}

function toSigns(seen: ScalingLook | null): RoleScalingView['signs'] {
  if (seen === null) return null;
  const { room, perSecond: _speed, at: _at, ...look } = seen;
  return {
    ...look,
    oldestMs: look.oldestMs === null ? null : Math.round(look.oldestMs),
    idlePercent: room === null ? null : Math.round(room.idleShare * 100),
    freeMemoryMb: room === null ? null : Math.round(room.freeMemoryMb),
  };
}
