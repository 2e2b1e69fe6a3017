// Keeps the bodies and pictures of new snapshots, and what the server sent of them: takes them from their packs and compresses them, one archive per pack.
import { entryOf } from '../../domain/system/blob/archive.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Log } from '../../domain/system/clock.ts';
import type { PictureCoder } from '../../domain/page/picture-coder.ts';
import type { PackSlice } from '../../domain/run/pack-slice.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { compressLarge } from '../compress-content.ts';
import { bodyIn, readBody } from '../pack/read-pack.ts';

interface Kept {
  readonly index: number;
  readonly slice: PackSlice;
  readonly isPicture: boolean;
}

interface KeepPorts {
  readonly blobs: BlobStore;
  readonly pictures: PictureCoder;
  readonly log: Log;
}

interface Bodies {
  readonly pack: string;
  readonly kept: Kept[];
}

export async function keepBodies(ports: KeepPorts, rows: readonly StoreRow[]): Promise<void> {
  const { blobs, log } = ports;
  for (const [archive, { pack, kept }] of byArchive(rows)) {
    if (await blobs.has(archive)) {
      await blobs.touch(archive);
      continue;
    }
    // The pack is gone only in a replay after a sweep; then the bodies were kept before.
    const put = await blobs.lend(pack, async (bytes) => {
      await blobs.putArchive(archive, await compressed(ports, bytes, kept));
      return true;
    });
    if (put === null) log.warn({ pack, archive }, 'a pack is gone before its bodies were kept');
  }
}

function byArchive(rows: readonly StoreRow[]): Map<string, Bodies> {
  const archives = new Map<string, Bodies>();
  const add = (key: string, slice: PackSlice, isPicture: boolean): void => {
    const entry = entryOf(key);
    if (entry === null) return;
    const bodies = archives.get(entry.archive) ?? { pack: slice.key, kept: [] };
    archives.set(entry.archive, bodies);
    bodies.kept.push({ index: entry.index, slice, isPicture });
  };
  for (const { body, snapshot, picture, served } of rows) {
    if (body !== undefined && snapshot !== undefined) add(snapshot.bodyKey, body, false);
    if (picture !== undefined) add(picture.key, picture.slice, true);
    if (served !== undefined) add(served.key, served.slice, false);
  }
  return archives;
}

/** Entries of bodies that are not kept are empty, and those of bodies that are no longer what was fetched. */
async function compressed(ports: KeepPorts, pack: Uint8Array, kept: readonly Kept[]): Promise<Uint8Array[]> {
  const size = Math.max(...kept.map(({ index }) => index)) + 1;
  const entries = Array.from({ length: size }, (): Uint8Array => new Uint8Array(0));
  for (const { index, slice, isPicture } of kept) {
    const body = bodyIn(pack, slice);
    const content = isPicture ? await pictureOf(ports, slice, body) : body;
    if (content !== null) entries[index] = await compressLarge(content);
  }
  return entries;
}

/** A picture that can not be read, not by itself either, never keeps a page from being stored. */
async function pictureOf(
  { blobs, pictures, log }: KeepPorts,
  slice: PackSlice,
  inPack: Uint8Array | null,
): Promise<Uint8Array | null> {
  const { key, offset, length } = slice;
  const facts = { key, offset, length };
  try {
    if (inPack !== null) return await pictures.toWebp(inPack);
    log.warn(facts, 'a picture in a pack is not the one that was taken; it is read once more');
  } catch (error) {
    log.warn({ ...facts, err: error }, 'a picture of a page can not be read; it is read once more');
  }
  try {
    const alone = await readBody(blobs, slice);
    if (alone !== null) return await pictures.toWebp(alone);
    log.warn(facts, 'a picture of a page is gone from its pack and is not kept');
  } catch (error) {
    log.warn({ ...facts, err: error }, 'a picture of a page can not be read and is not kept');
  }
  return null;
}
