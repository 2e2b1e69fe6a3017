// Yields the bytes of a fetched document, a few kilobytes at a time, gunzipped if need be. The document is
// never whole in memory, and other work of the event loop goes on between two pieces.
import { crc32, createGunzip, type Gunzip } from 'node:zlib';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { PackSlice } from '../../domain/run/pack-slice.ts';
import type { DocumentFault } from '../../domain/run/source-progress.ts';
import { isOwnPack } from '../pack/read-pack.ts';

const MAX_UNPACKED_BYTES = 50 * 1024 * 1024;
/** About 160 entries, which take some 2 ms to read. */
const PIECE_BYTES = 16 * 1024;
/** Gunzipping makes at most about a thousand times as much of a piece: 4 MB. */
const PACKED_PIECE_BYTES = 4 * 1024;

/** Yields pieces; returns why they ended too early, or null. */
export async function* readDocument(
  blobs: Pick<BlobStore, 'slice'>,
  pack: PackSlice,
): AsyncGenerator<Uint8Array, DocumentFault | null> {
  const head = await blobs.slice(pack.key, pack.offset, Math.min(2, pack.length));
  if (head === null || !(await isOwnPack(blobs, pack))) return 'body-missing';
  if (head[0] !== 0x1f || head[1] !== 0x8b) return yield* readSlices(blobs, pack, PIECE_BYTES);
  return yield* unpack(readSlices(blobs, pack, PACKED_PIECE_BYTES));
}

async function* readSlices(
  blobs: Pick<BlobStore, 'slice'>,
  { key, offset, length, crc32: wanted }: PackSlice,
  size: number,
): AsyncGenerator<Uint8Array, DocumentFault | null> {
  let sum = 0;
  for (let at = 0; at < length; at += size) {
    const piece = await blobs.slice(key, offset + at, Math.min(size, length - at));
    if (piece === null) return 'body-missing';
    sum = crc32(piece, sum);
    yield piece;
  }
  return wanted === undefined || sum === wanted ? null : 'damaged';
}

async function* unpack(
  packed: AsyncGenerator<Uint8Array, DocumentFault | null>,
): AsyncGenerator<Uint8Array, DocumentFault | null> {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  const unpacked: Uint8Array[] = [];
  let bytes = 0;
  gunzip.on('data', (piece: Uint8Array) => {
    bytes += piece.length;
    if (bytes <= MAX_UNPACKED_BYTES) unpacked.push(piece);
  });
  const broken = new Promise<DocumentFault>((resolve) => {
    gunzip.once('error', (error) => resolve(faultOf(error)));
  });
  try {
    for (;;) {
      const { value, done } = await packed.next();
      if (done && value !== null) return value;
      const made = done ? finish(gunzip) : feed(gunzip, value);
      const fault = await Promise.race([broken, made]);
      yield* unpacked.splice(0);
      if (bytes > MAX_UNPACKED_BYTES) return 'oversized';
      if (done || fault !== null) return fault;
    }
  } finally {
    gunzip.destroy();
  }
}

/** Resolves when the piece is unpacked completely; if it can't be, `broken` settles instead. */
function feed(gunzip: Gunzip, piece: Uint8Array | null): Promise<null> {
  return new Promise((resolve) => {
    gunzip.write(piece, (error) => {
      if (error === null || error === undefined) resolve(null);
    });
  });
}

function finish(gunzip: Gunzip): Promise<null> {
  return new Promise((resolve) => {
    gunzip.once('end', () => resolve(null));
    gunzip.end();
  });
}

function faultOf(error: Error): DocumentFault {
  return 'code' in error && error.code === 'Z_BUF_ERROR' ? 'cut-off' : 'damaged';
}
