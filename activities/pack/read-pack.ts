// Reads bodies out of packs and proves each: that the pack is the one that was written under its key, and that the bytes are
// the fetched ones. A body that is not is null like one that is gone, and its page is fetched again.
import { crc32 } from 'node:zlib';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { PackSlice } from '../../domain/run/pack-slice.ts';
import { beginsAsPack, packHead } from '../../domain/run/stage/pack-head.ts';

/** `pack`: all of it. Null: it is another pack, or the bytes are not those that were written. */
export function bodyIn(pack: Uint8Array, slice: PackSlice): Uint8Array | null {
  const body = pack.subarray(slice.offset, slice.offset + slice.length);
  if (!isMarked(slice)) return body.length === slice.length ? body : null;
  return beginsAsPack(slice.key, pack) && isWhole(body, slice) ? body : null;
}

/** Null: gone, of another pack, or not as it was written. */
export async function readBody(
  blobs: Pick<BlobStore, 'slice'>,
  slice: PackSlice,
): Promise<Uint8Array | null> {
  const { key, offset, length } = slice;
  const body = await blobs.slice(key, offset, length);
  if (body === null || !isMarked(slice)) return body;
  return (await isOwnPack(blobs, slice)) && isWhole(body, slice) ? body : null;
}

/** For bodies that are read piece by piece: whether the pack is the right one; it tells nothing of the body. */
export async function isOwnPack(blobs: Pick<BlobStore, 'slice'>, slice: PackSlice): Promise<boolean> {
  if (!isMarked(slice)) return true;
  const head = await blobs.slice(slice.key, 0, packHead(slice.key).length);
  return head !== null && beginsAsPack(slice.key, head);
}

/** The scrapers of the version before this one write packs without a head, and name no checksum. */
function isMarked({ crc32: sum }: PackSlice): boolean {
  return sum !== undefined;
}

function isWhole(body: Uint8Array, { length, crc32: sum }: PackSlice): boolean {
  return body.length === length && crc32(body) === sum;
}
