// The mark of a database into which a backup is being restored. Until it is gone nobody may work on it: what is there is a
// part of the backup, and would be taken for the whole.
import type { Db } from 'mongodb';
import { WebloomError } from '../../../domain/system/errors.ts';

export const RESTORING = 'restoring';

export interface RestoreMark {
  readonly _id: string;
  readonly backupId: string;
  readonly startedAt: Date;
}

/** Throws (conflict) with what to do. */
export async function refuseUnfinishedRestore(db: Db): Promise<void> {
  const mark = await db.collection<RestoreMark>(RESTORING).findOne({});
  if (mark === null) return;
  throw new WebloomError(
    'conflict',
    `A restore into the database ${db.databaseName} was cut off, or still goes on: it holds a part of the backup ${mark.backupId}. Repeat “webloom backup restore”, which begins anew by itself.`,
    { facts: { title: 'This database is not restored to its end', backupId: mark.backupId } },
  );
}
