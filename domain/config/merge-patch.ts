// Merge patches (RFC 7396) of a job: applied, and made of a job before and after.
import { type Members, isMembers, isSameValue } from '../system/differing-members.ts';

/** Members in which `kind` decides which other members are allowed. */
const KINDED = ['schedule', 'source'] as const;

/** Merges a patch. Another kind of schedule or source drops the old members: they mean nothing to it. */
export function mergeJobPatch(
  job: { readonly name: string; readonly config: object },
  patch: unknown,
): unknown {
  const patched = isMembers(patch) && isMembers(patch['config']) ? patch['config'] : {};
  const present: Members = { ...job.config };
  const replaced = KINDED.filter((member) => changesKind(present[member], patched[member]));
  const kept = Object.entries(present).filter(([name]) => !replaced.some((member) => member === name));
  const hours = replaced.includes('schedule') ? { schedule: hoursOf(present['schedule']) } : {};
  return mergePatch({ ...job, config: { ...Object.fromEntries(kept), ...hours } }, patch);
}

/** The hours in which it may run hold for any kind of schedule. */
function hoursOf(schedule: unknown): Members {
  if (!isMembers(schedule)) return {};
  const { window, except, missed, timezone: zone } = schedule;
  const timezone = window === undefined && except === undefined ? undefined : zone;
  return Object.fromEntries(
    Object.entries({ window, except, missed, timezone }).filter(([, value]) => value !== undefined),
  );
}

function changesKind(present: unknown, patched: unknown): boolean {
  if (!isMembers(present) || !isMembers(patched)) return false;
  return patched['kind'] !== undefined && patched['kind'] !== present['kind'];
}

/** RFC 7396: objects are merged, null removes a member, anything else replaces what was there. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMembers(patch)) return patch;
  const merged: Record<string, unknown> = isMembers(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(merged, name);
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

/** One patch that does what both do, one after the other: its nulls stay, because nothing is applied yet. */
export function joinPatches(one: Members, other: Members): Members {
  const joined: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = joined[name];
    joined[name] = isMembers(before) && isMembers(value) ? joinPatches(before, value) : value;
  }
  return joined;
}

/** The patch that makes `after` of `before`; undefined if they are the same. */
export function mergePatchBetween(before: unknown, after: unknown): unknown {
  if (!isMembers(before) || !isMembers(after)) return isSameValue(before, after) ? undefined : after;
  const patch: Record<string, unknown> = {};
  for (const name of Object.keys(before)) if (after[name] === undefined) patch[name] = null;
  for (const [name, value] of Object.entries(after)) {
    const part = mergePatchBetween(before[name], value);
    if (part !== undefined) patch[name] = part;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}
