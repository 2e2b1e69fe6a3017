// Drops archives and texts that no page, no snapshot and no failure names: a process died before naming them, or their
// job is gone. It marks and sweeps in slices, so that memory stays small however much is stored.
import type { BlobStore, FreedFiles } from '../../system/blob/blob-store.ts';
import { entryOf } from '../../system/blob/archive.ts';
import type { ControlPorts } from '../../job/control-ports.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { MayGoOn } from './erase-jobs.ts';
import { DAY_MS } from '../../system/duration.ts';
import { OPEN_CHUNK_STATES } from '../../run/chunk.ts';

export interface BlobSweepPorts extends Pick<ControlPorts, 'runs' | 'chunks' | 'clock'> {
  readonly blobs: Pick<BlobStore, 'list' | 'delete' | 'facts'>;
  readonly erasure: Pick<ErasureStore, 'namedKeys'>;
}

/** A blob written or used within this time may still be about to be named. */
const LEAST_GRACE_MS = DAY_MS;
const SLICE = 50_000;
const FILES_AT_ONCE = 200;
const OPEN_RUNS = 1_000;

export async function sweepBlobs(ports: BlobSweepPorts, mayGoOn: MayGoOn): Promise<FreedFiles> {
  const before = ports.clock.now().getTime() - (await graceMs(ports));
  let freed: FreedFiles = { files: 0, bytes: 0 };
  for await (const slice of oldOnes(ports, before)) {
    const unnamed = await withoutNamed(ports, slice, mayGoOn);
    if (unnamed === null) return freed;
    for (let from = 0; from < unnamed.length; from += FILES_AT_ONCE) {
      const some = await ports.blobs.delete(
        await stillOld(ports, unnamed.slice(from, from + FILES_AT_ONCE), before),
      );
      freed = { files: freed.files + some.files, bytes: freed.bytes + some.bytes };
    }
  }
  return freed;
}

/** Longer than the least if a chunk is open for longer: it may yet name what it wrote at its beginning. */
async function graceMs({ runs, chunks, clock }: BlobSweepPorts): Promise<number> {
  const now = clock.now().getTime();
  let oldest = now;
  for (const run of await runs.open(OPEN_RUNS)) {
    for (const chunk of await chunks.listInState(run._id, OPEN_CHUNK_STATES))
      oldest = Math.min(oldest, chunk.plannedAt.getTime());
  }
  return Math.max(LEAST_GRACE_MS, now - oldest);
}

async function* oldOnes(ports: BlobSweepPorts, before: number): AsyncGenerator<Set<string>> {
  let slice = new Set<string>();
  for (const prefix of ['archives/', 'blobs/']) {
    for await (const key of ports.blobs.list(prefix)) {
      if (await isOld(ports, key, before)) slice.add(key);
      if (slice.size < SLICE) continue;
      yield slice;
      slice = new Set();
    }
  }
  if (slice.size > 0) yield slice;
}

async function isOld({ blobs }: BlobSweepPorts, key: string, before: number): Promise<boolean> {
  const facts = await blobs.facts(key);
  return facts !== null && facts.usedAt.getTime() < before;
}

/** Null: stopped before the end, so none of the slice may be dropped. */
async function withoutNamed(
  { erasure }: BlobSweepPorts,
  slice: Set<string>,
  mayGoOn: MayGoOn,
): Promise<string[] | null> {
  for await (const keys of erasure.namedKeys()) {
    for (const key of keys) slice.delete(entryOf(key)?.archive ?? key);
    if (!(await mayGoOn())) return null;
  }
  return [...slice];
}

/** The keys that are still unused; a blob used while the others were marked has a reader. */
async function stillOld(ports: BlobSweepPorts, keys: readonly string[], before: number): Promise<string[]> {
  const old: string[] = [];
  for (const key of keys) if (await isOld(ports, key, before)) old.push(key);
  return old;
}
