// Compares documents member by member, whatever the order of their members. Lists differ as a whole; a member that is
// undefined is absent.

export type Members = Readonly<Record<string, unknown>>;

export interface MemberDifference {
  /** Names from the outside in, with dots between, as `fetch.delayMs`. */
  readonly member: string;
  /** Undefined: there was none. */
  readonly before: unknown;
  /** Undefined: there is none any more. */
  readonly after: unknown;
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function differingMembers(before: unknown, after: unknown, member = ''): MemberDifference[] {
  if (!isMembers(before) || !isMembers(after))
    return isSameValue(before, after) ? [] : [{ member, before, after }];
  return namesOf(before, after).flatMap((name) =>
    differingMembers(before[name], after[name], member === '' ? name : `${member}.${name}`),
  );
}

export function isSameValue(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => isSameValue(item, other[at]));
  if (!isMembers(one) || !isMembers(other)) return one === other;
  return namesOf(one, other).every((name) => isSameValue(one[name], other[name]));
}

function namesOf(one: Members, other: Members): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
