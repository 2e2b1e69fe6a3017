// Moves the blobs of an installation from the place of WEBLOOM_BLOBS_BEFORE to the one that its settings name, while it works.
import { setTimeout as wait } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { createIds } from '../../adapters/clock/ids.ts';
import { createAgentStore } from '../../adapters/mongo/agent-store.ts';
import { refuseUnfinishedRestore } from '../../adapters/mongo/backup/restore-mark.ts';
import { createLockStore } from '../../adapters/mongo/lock-store.ts';
import { refuseNewerDatabase } from '../../adapters/mongo/migrate.ts';
import { createBlobHomeStore } from '../../adapters/mongo/recovery/blob-home-store.ts';
import { livingAt } from '../../domain/system/agent/living-at.ts';
import { endMove, requireBlobHome } from '../../domain/system/blob/blob-home.ts';
import type { BlobPlace } from '../../domain/system/blob/bucket-place.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { type MoveReport, moveBlobs } from '../../domain/upkeep/backup/move-blobs.ts';
import {
  blobPlaceHere,
  describeBlobPlace,
  openPlace,
  openPlaceBefore,
} from '../stack/blob/open-blob-store.ts';
import type { Env } from '../stack/service/service.ts';
import { clockOf, takeCopyLease } from './copy-lease.ts';
import { type Storage, connectTo, findStorage } from './storage.ts';

export interface MoveRequest {
  readonly dataDir: string;
  readonly env: Env;
  /** Where bytes differ, those of the new place count. */
  readonly keepNew: boolean;
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

export interface MoveResult {
  readonly from: string;
  readonly to: string;
  /** Null: the database works with the present place alone. */
  readonly report: MoveReport | null;
  /** The old place is needed no more. */
  readonly isDone: boolean;
}

export async function moveBlobsOf(request: MoveRequest): Promise<MoveResult> {
  const { dataDir, env, say } = request;
  const storage = await findStorage({ dataDir, env, log: say });
  try {
    const { blobsBefore } = storage;
    if (blobsBefore === null) throw nothingNamed(storage);
    const client = await connectTo(storage);
    try {
      return await moveIn(client.db(storage.database), { ...storage, blobsBefore }, request);
    } finally {
      await client.close();
    }
  } finally {
    await storage.close();
  }
}

type Moved = Storage & { readonly blobsBefore: BlobPlace };

async function moveIn(db: Db, place: Moved, request: MoveRequest): Promise<MoveResult> {
  await refuseUnfinishedRestore(db);
  await refuseNewerDatabase(db);
  const { blobsBefore: before } = place;
  const named = { from: describeBlobPlace(before), to: describeBlobPlace(place) };
  const to = await openPlace(place, db, { flush: 'data' });
  const from = await openPlaceBefore(place, db, to);
  if (from === null) return { ...named, report: null, isDone: true };
  const [homes, clock] = [createBlobHomeStore(db), await clockOf(db)];
  const living = livingAt(await createAgentStore(db).list(), from.storeId, clock.now().getTime());
  if (living.length > 0) throw oldOnesLive(living, named.from);
  const ours = { storeId: to.storeId, place: blobPlaceHere(place), since: clock.now() };
  const theirs = { storeId: from.storeId, place: blobPlaceHere(before) };
  await requireBlobHome(homes, ours, { accepted: null, before: theirs });
  const ports = { locks: createLockStore(db), clock, backupId: createIds().ulid() };
  const lease = await takeCopyLease(ports, request);
  try {
    const report = await moveBlobs({ from, to, hold: lease.renew, wait, say: request.say });
    const isDone = report.missingCount === 0 && (report.differingCount === 0 || request.keepNew);
    if (isDone) await endMove(homes, ours);
    return { ...named, report, isDone };
  } finally {
    await lease.release();
  }
}

function nothingNamed(storage: Storage): WebloomError {
  return new WebloomError(
    'validation',
    `Nothing says where blobs are moved from: they lie in ${describeBlobPlace(storage)}. End all processes, set the new place (WEBLOOM_BLOBS or WEBLOOM_BLOB_DIR) and the present one as WEBLOOM_BLOBS_BEFORE, start them, and give this command the same settings (docs/s3.md).`,
  );
}

function oldOnesLive(living: readonly string[], from: string): WebloomError {
  return new WebloomError(
    'conflict',
    `Processes are at work that know ${from} alone: ${living.join(', ')}. End them and start them with WEBLOOM_BLOBS_BEFORE; one that was killed counts for a minute. Nothing was changed.`,
  );
}
