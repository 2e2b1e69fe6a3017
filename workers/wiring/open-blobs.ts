// Opens the blob store of a process, and the gauge of its disk; whether it is the place that the database works with. While blobs are
// moved it is a store over two places, and nobody may be at work who knows the old one alone.
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { FileDiskGauge } from '../../adapters/disk/disk-gauge.ts';
import { createS3BlobStore } from '../../adapters/s3/s3-blob-store.ts';
import type { Config } from '../../adapters/env/config.ts';
import type { AgentStore } from '../../domain/system/agent/agent.ts';
import { livingAt } from '../../domain/system/agent/living-at.ts';
import {
  type BlobHome,
  type BlobHomeStore,
  isWhole,
  requireBlobHome,
} from '../../domain/system/blob/blob-home.ts';
import { type SmallFileStore, withSmallFiles } from '../../domain/run/stage/small-files.ts';
import type { BlobIndex } from '../../domain/system/blob/blob-index.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { type BlobPlace, describeBucket } from '../../domain/system/blob/bucket-place.ts';
import { createTwoPlaces } from '../../domain/system/blob/two-places.ts';
import type { Clock, Log } from '../../domain/system/clock.ts';
import type { DiskGauge } from '../../domain/system/disk/disk-space.ts';
import { WebloomError } from '../../domain/system/errors.ts';

export interface BlobPorts {
  readonly blobIndex: BlobIndex;
  readonly blobHomes: BlobHomeStore;
  readonly smallFiles: SmallFileStore;
  readonly agents: Pick<AgentStore, 'list'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface OpenBlobs {
  readonly blobs: BlobStore;
  readonly disk: DiskGauge;
  /**
   * To be called once this process is known by its first sign of life: whoever has moved the blobs meanwhile has seen it, or is seen
   * by it. Throws (configuration-invalid) with what to do.
   */
  readonly stillAtHome: () => Promise<void>;
}

/** Longer than a process that was killed counts as one that may come back. */
const PATIENCE_MS = 90_000;
const LOOK_AGAIN_MS = 1_000;

/** Throws (configuration-invalid) where this is not the place that the database works with. */
export async function openBlobs(ports: BlobPorts, config: Config): Promise<OpenBlobs> {
  const { bucket, blobDir, blobsBefore, dataDir, dataLimitBytes, diskFloorBytes } = config;
  // Local services keep their data in the data folder; blobs may lie on another disk, or on none of this machine.
  const disk = new FileDiskGauge({
    folders: bucket === null ? [dataDir, blobDir] : [dataDir],
    floorBytes: diskFloorBytes,
    limit: dataLimitBytes === 0 ? null : { dataDir, bytes: dataLimitBytes },
  });
  const fresh = await open(ports, config, { flush: config.blobFlush, onFull: () => disk.noteFull() });
  if (blobsBefore === null) {
    const home = { storeId: fresh.storeId, place: placeOf(config) };
    const stillAtHome = (): Promise<void> => requireHome(ports, config, home);
    await stillAtHome();
    return { blobs: besideSmall(ports, config, fresh), disk, stillAtHome };
  }
  const blobs = await openMoving(ports, config, { fresh, before: blobsBefore });
  return { blobs: besideSmall(ports, config, blobs), disk, stillAtHome: async () => undefined };
}

async function requireHome(
  { blobHomes, clock, log }: BlobPorts,
  { acceptedBlobs: accepted }: Config,
  { storeId, place }: Pick<BlobHome, 'storeId' | 'place'>,
): Promise<void> {
  const ours = { storeId, place, since: clock.now() };
  if ((await requireBlobHome(blobHomes, ours, { accepted })) === 'replaced')
    log.warn({ place }, 'Another blob store is worked with from now on, as was asked for');
}

interface OpenOptions {
  readonly flush: 'none' | 'data';
  readonly onFull: () => void;
}

function open(
  { blobIndex: index, clock }: BlobPorts,
  { bucket: place, blobDir: folder }: BlobPlace,
  options: OpenOptions,
): Promise<BlobStore> {
  return place === null
    ? createFileBlobStore({ folder, ...options })
    : createS3BlobStore({ place, index, clock });
}

/** With the small files of a bucket, which lie in the database. */
function besideSmall({ smallFiles, clock }: BlobPorts, { bucket }: BlobPlace, blobs: BlobStore): BlobStore {
  return bucket === null ? blobs : withSmallFiles({ blobs, smallFiles, clock });
}

interface Move {
  readonly fresh: BlobStore;
  readonly before: BlobPlace;
}

async function openMoving(ports: BlobPorts, config: Config, { fresh, before }: Move): Promise<BlobStore> {
  const { blobHomes: homes, clock, log } = ports;
  if (await isWhole(homes, fresh.storeId)) {
    log.warn(
      { before: placeOf(before) },
      'This database works with one place alone: unset WEBLOOM_BLOBS_BEFORE',
    );
    return fresh;
  }
  const old = await openOld(ports, before);
  // In a bucket both places have their small files in the database, where nothing is to be moved.
  const former = config.bucket === null ? besideSmall(ports, before, old) : old;
  const ours = { storeId: fresh.storeId, place: placeOf(config), since: clock.now() };
  const theirs = { storeId: old.storeId, place: placeOf(before) };
  await requireBlobHome(homes, ours, { accepted: config.acceptedBlobs, before: theirs });
  await untilNobodyAt(ports, theirs);
  log.info({ from: theirs.place, to: ours.place }, 'Blobs are being moved: both places are worked with');
  return createTwoPlaces(fresh, former);
}

/** A place that is away is not begun anew. */
async function openOld(
  { blobIndex: index, clock }: BlobPorts,
  { bucket: place, blobDir: folder }: BlobPlace,
): Promise<BlobStore> {
  if (place !== null) return createS3BlobStore({ place, index, clock, mustExist: true });
  if (existsSync(join(folder, 'store-id'))) return createFileBlobStore({ folder });
  throw new WebloomError(
    'configuration-invalid',
    `WEBLOOM_BLOBS_BEFORE names ${folder}, which is no blob folder, or is away. Give it the folder that blobs are moved from.`,
  );
}

/** Who knows the old place alone would miss what is written to the new one. */
async function untilNobodyAt(
  { agents, clock, log }: BlobPorts,
  { storeId, place }: Pick<BlobHome, 'storeId' | 'place'>,
): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  let isTold = false;
  for (;;) {
    const living = livingAt(await agents.list(), storeId, clock.now().getTime());
    if (living.length === 0) return;
    if (Date.now() > giveUpAt)
      throw new WebloomError(
        'configuration-invalid',
        `Blobs are moved from ${place}, and processes are at work that know that place alone: ${living.join(', ')}. End them, then start all with WEBLOOM_BLOBS_BEFORE.`,
      );
    if (!isTold)
      log.warn({ living, place }, 'Waiting for the end of processes that know the old place alone');
    isTold = true;
    await sleep(LOOK_AGAIN_MS);
  }
}

/** For people of all machines. */
function placeOf({ bucket, blobDir }: BlobPlace): string {
  return bucket === null ? `${resolve(blobDir)} on ${hostname()}` : describeBucket(bucket);
}
