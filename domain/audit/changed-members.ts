// Which members of a document a change has changed, with their values before and after in short. The documents given
// have their secrets masked already.

export interface MemberChange {
  /** Names of the members from the outside in, with dots between. */
  readonly member: string;
  /** As JSON, cut; null: it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

const MAX_CHANGES = 30;
const MAX_CHARACTERS = 200;

type Members = Readonly<Record<string, unknown>>;

/** At most thirty; lists are compared as a whole. */
export function changedMembers(before: object, after: object): MemberChange[] {
  return compare({ ...before }, { ...after }, '').slice(0, MAX_CHANGES);
}

function compare(before: Members, after: Members, place: string): MemberChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const member = place === '' ? name : `${place}.${name}`;
    const [was, is] = [before[name], after[name]];
    if (isMembers(was) && isMembers(is)) return compare(was, is, member);
    const change = { member, before: shortOf(was), after: shortOf(is) };
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [change];
  });
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shortOf(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value) ?? '';
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS)}…`;
}
