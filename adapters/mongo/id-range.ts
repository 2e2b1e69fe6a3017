// Ranges over ids of the form `<owner>:<rest>`: they serve lists without an index beside `_id`. Owners and rests are
// ULIDs, base64url or numbers, so `;`, the character after `:`, ends the range.
import { WebloomError } from '../../domain/system/errors.ts';
import { ownedId } from '../../domain/system/owned-id.ts';

export interface IdRange {
  readonly $gte?: string;
  readonly $gt?: string;
  readonly $lt: string;
}

/** All ids of an owner, or only those after the id `after`. */
export function idRange(owner: string, after: string | null = null): IdRange {
  const end = `${owner};`;
  if (after === null) return { $gte: ownedId(owner, ''), $lt: end };
  if (!after.startsWith(ownedId(owner, ''))) {
    throw new WebloomError('internal', `The cursor ${after} is no id of ${owner}; pass the last row's _id.`, {
      facts: { owner, after },
    });
  }
  return { $gt: after, $lt: end };
}
