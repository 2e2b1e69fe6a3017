// The blob folder or bucket that a database works with. The database names it, so that a process which was given another one, or the
// empty place of a disk that is not mounted, is refused alone, whichever starts first.
import { WebloomError } from '../errors.ts';

export interface BlobHome {
  /** Id of the blob store. */
  readonly storeId: string;
  /** For people: the folder and its machine, or the bucket, as it was when it was noted. */
  readonly place: string;
  readonly since: Date;
  /** Where blobs lie that have not been moved yet; null or absent: all have. */
  readonly before?: PlaceBefore | null;
}

type PlaceBefore = Pick<BlobHome, 'storeId' | 'place'>;

export interface BlobHomeStore {
  /** Null: none is noted yet. */
  known(): Promise<BlobHome | null>;
  /** Notes it where none is noted yet; gives the one that is noted. */
  claim(home: BlobHome): Promise<BlobHome>;
  /** Puts it in the place of another one; false: that is no longer the one before. */
  replace(before: BlobHome, home: BlobHome): Promise<boolean>;
}

interface Given {
  /** Id of a folder that takes the place of the one before; what lay only there is lost. */
  readonly accepted: string | null;
  /** The place that blobs are moved from; null: none was named. */
  readonly before?: PlaceBefore | null;
}

/** `moving`: blobs lie in both places. `same` also where a place before is named and nothing is to be moved from it. */
export type HomeState = 'same' | 'replaced' | 'moving';

/** Throws (configuration-invalid) when the database works with another folder than `ours`, or with two. */
export async function requireBlobHome(
  homes: BlobHomeStore,
  ours: BlobHome,
  given: Given,
): Promise<HomeState> {
  const { accepted, before = null } = given;
  // A database that has noted none was begun before there were two.
  const known = await homes.claim(before === null ? ours : { ...before, since: ours.since });
  if (known.storeId === ours.storeId) return stateAtHome(known, before);
  const isMoved = before !== null && before.storeId === known.storeId;
  if (isMoved && known.before) throw beingMoved(known, known.before);
  if (!isMoved && accepted !== ours.storeId) throw otherFolder(known, ours);
  const { storeId, place } = known;
  const home = { ...ours, before: isMoved ? { storeId, place } : null };
  if (!(await homes.replace(known, home))) return requireBlobHome(homes, ours, given);
  return isMoved ? 'moving' : 'replaced';
}

function stateAtHome(known: BlobHome, before: PlaceBefore | null): HomeState {
  if (!known.before) return 'same';
  if (known.before.storeId === before?.storeId) return 'moving';
  throw beingMoved(known, known.before);
}

/** Nothing is to be moved to this place: a place before it is not looked at, and may be away. */
export async function isWhole(homes: BlobHomeStore, storeId: string): Promise<boolean> {
  const known = await homes.known();
  return known?.storeId === storeId && (known.before ?? null) === null;
}

/** All blobs are in the new place. */
export async function endMove(homes: BlobHomeStore, ours: BlobHome): Promise<void> {
  const known = await homes.claim(ours);
  if (known.storeId === ours.storeId) await homes.replace(known, { ...known, before: null });
}

function beingMoved(known: BlobHome, before: PlaceBefore): WebloomError {
  const remedy = `Give this process both: ${known.place} as before, and WEBLOOM_BLOBS_BEFORE for ${before.place}. “webloom blobs move” ends the move.`;
  return new WebloomError(
    'configuration-invalid',
    `The blobs of this database are being moved from ${before.place} to ${known.place} since ${dayOf(known)}, and lie in both. ${remedy}`,
    { facts: { theirs: known.storeId, before: before.storeId, remedy } },
  );
}

function dayOf({ since }: BlobHome): string {
  return since.toISOString().slice(0, 10);
}

function otherFolder(known: BlobHome, ours: BlobHome): WebloomError {
  const from = known.before ? ` (its blobs are being moved there from ${known.before.place})` : '';
  const remedy =
    `Give this process the place of the others: their folder (WEBLOOM_DATA_DIR or WEBLOOM_BLOB_DIR; on several machines mount the same one on each) or their bucket (WEBLOOM_BLOBS). ` +
    `If that place is lost for good, "webloom up --accept-loss" goes on without what lay there; without "up", set WEBLOOM_ACCEPT_BLOBS=${ours.storeId} once.`;
  return new WebloomError(
    'configuration-invalid',
    `The blob store ${ours.place} is not the one that this database works with, which was ${known.place} on ${dayOf(known)}${from}. ${remedy}`,
    { facts: { theirs: known.storeId, ours: ours.storeId, remedy } },
  );
}
