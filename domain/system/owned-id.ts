// Ids of what belongs to something else: `<owner>:<rest>`. All that one owner has lies together and is listed by the range of
// its ids. Owners have no colon in theirs; the rest may.
import { WebloomError } from './errors.ts';

export function ownedId(owner: string, rest: string | number): string {
  return `${owner}:${rest}`;
}

export function parseOwnedId(id: string): { readonly owner: string; readonly rest: string } {
  const at = id.indexOf(':');
  if (at < 1) {
    throw new WebloomError('data-corrupt', `${JSON.stringify(id)} is no id of the form <owner>:<rest>.`, {
      facts: { id },
    });
  }
  return { owner: id.slice(0, at), rest: id.slice(at + 1) };
}

/** The owner named in an id that came from outside; the whole id if it names none. */
export function ownerIn(id: string): string {
  const at = id.indexOf(':');
  return at < 0 ? id : id.slice(0, at);
}
