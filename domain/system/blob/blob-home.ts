// The blob folder or bucket that a database works with. The database names it, so that a process which was given another one, or the
// empty place of a disk that is not mounted, is refused alone, whichever starts first.
import { WebloomError } from '../errors.ts';

export interface BlobHome {
  /** Id of the blob store. */
  readonly storeId: string;
  /** For people: the folder and its machine, or the bucket, as it was when it was noted. */
  readonly place: string;
  readonly since: Date;
}

export interface BlobHomeStore {
  /** Notes it where none is noted yet; gives the one that is noted. */
  claim(home: BlobHome): Promise<BlobHome>;
  /** Puts it in the place of another one; false: that is no longer the one before. */
  replace(before: BlobHome, home: BlobHome): Promise<boolean>;
}

/**
 * Throws (configuration-invalid) when the database works with another folder than `ours`. `accepted`: id of a folder that takes the
 * place of the one before; what lay only there is lost.
 */
export async function requireBlobHome(
  homes: BlobHomeStore,
  ours: BlobHome,
  accepted: string | null,
): Promise<'same' | 'replaced'> {
  const known = await homes.claim(ours);
  if (known.storeId === ours.storeId) return 'same';
  if (accepted !== ours.storeId) throw otherFolder(known, ours);
  if (!(await homes.replace(known, ours))) return requireBlobHome(homes, ours, accepted);
  return 'replaced';
}

function otherFolder(known: BlobHome, ours: BlobHome): WebloomError {
  const remedy =
    `Give this process the place of the others: their folder (WEBLOOM_DATA_DIR or WEBLOOM_BLOB_DIR; on several machines mount the same one on each) or their bucket (WEBLOOM_BLOBS). ` +
    `If that place is lost for good, "webloom up --accept-loss" goes on without what lay there; without "up", set WEBLOOM_ACCEPT_BLOBS=${ours.storeId} once.`;
  return new WebloomError(
    'configuration-invalid',
    `The blob store ${ours.place} is not the one that this database works with, which was ${known.place} on ${known.since.toISOString().slice(0, 10)}. ${remedy}`,
    { facts: { theirs: known.storeId, ours: ours.storeId, remedy } },
  );
}
