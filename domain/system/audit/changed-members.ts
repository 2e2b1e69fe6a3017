// Which members of a document a change has changed, with their values before and after in short. The documents given
// have their secrets masked already.
import { differingMembers } from '../differing-members.ts';

export interface MemberChange {
  /** Names of the members from the outside in, with dots between. */
  readonly member: string;
  /** As JSON, cut; null: it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

const MAX_CHANGES = 30;
const MAX_CHARACTERS = 200;

/** At most thirty; lists are compared as a whole. */
export function changedMembers(before: object, after: object): MemberChange[] {
  return differingMembers(before, after)
    .slice(0, MAX_CHANGES)
    .map((one) => ({ member: one.member, before: shortOf(one.before), after: shortOf(one.after) }));
}

function shortOf(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value) ?? '';
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS)}…`;
}
