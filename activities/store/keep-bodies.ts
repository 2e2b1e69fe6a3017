// Keeps the bodies of new snapshots: takes them from their packs and compresses them, one archive per pack.
import { entryOf } from '../../domain/system/blob/archive.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { PackSlice } from '../../domain/run/pack-slice.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { compressLarge } from '../compress-content.ts';
import { bodyIn } from '../pack/read-pack.ts';

interface Kept {
  readonly index: number;
  readonly slice: PackSlice;
}

interface Bodies {
  readonly pack: string;
  readonly kept: Kept[];
}

export async function keepBodies(blobs: BlobStore, rows: readonly StoreRow[]): Promise<void> {
  for (const [archive, { pack, kept }] of byArchive(rows)) {
    if (await blobs.has(archive)) {
      await blobs.touch(archive);
      continue;
    }
    // The pack is gone only in a replay after a sweep; then the bodies were kept before.
    await blobs.lend(pack, async (bytes) => blobs.putArchive(archive, await compressed(bytes, kept)));
  }
}

function byArchive(rows: readonly StoreRow[]): Map<string, Bodies> {
  const archives = new Map<string, Bodies>();
  for (const { body, snapshot } of rows) {
    const entry = snapshot === undefined ? null : entryOf(snapshot.bodyKey);
    if (body === undefined || entry === null) continue;
    const bodies = archives.get(entry.archive) ?? { pack: body.key, kept: [] };
    archives.set(entry.archive, bodies);
    bodies.kept.push({ index: entry.index, slice: body });
  }
  return archives;
}

/** Entries of bodies that are not kept are empty, and those of bodies that are no longer what was fetched. */
async function compressed(pack: Uint8Array, kept: readonly Kept[]): Promise<Uint8Array[]> {
  const size = Math.max(...kept.map(({ index }) => index)) + 1;
  const entries = Array.from({ length: size }, (): Uint8Array => new Uint8Array(0));
  for (const { index, slice } of kept) {
    const body = bodyIn(pack, slice);
    if (body !== null) entries[index] = await compressLarge(body);
  }
  return entries;
}
