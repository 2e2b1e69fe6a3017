// Keeps the bodies of new snapshots: out of their packs, compressed, named by their content.
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants } from 'node:zlib';
import type { BlobStore } from '../domain/blob/blob-store.ts';
import type { StoreRow } from '../domain/stage/stage-row.ts';

const compress = promisify(brotliCompress);
/** Quality 2: measured on pages it is smaller than 3 and 4 and takes less time than either. */
const BODY_QUALITY = 2;
/**
 * Up to here a body is compressed at once, 0.4 ms for a page of 68 KB. Through the thread pool, dozens at a time, the same
 * takes several times the CPU: every encoder holds its memory until its turn comes, and the collector is called for it.
 */
const BLOCKING_BYTES = 256 * 1024;

export async function keepBodies(blobs: BlobStore, rows: readonly StoreRow[]): Promise<void> {
  const packs = new Map<string, StoreRow[]>();
  for (const row of rows) {
    if (row.body === undefined || row.snapshot === undefined) continue;
    const list = packs.get(row.body.key);
    if (list === undefined) packs.set(row.body.key, [row]);
    else list.push(row);
  }
  for (const [key, some] of packs) {
    const pack = await blobs.get(key);
    // A replay after the packs were swept: the bodies were kept before that.
    if (pack === null) continue;
    for (const row of some) await keepBody(blobs, row, pack);
  }
}

async function keepBody(blobs: BlobStore, { body, snapshot }: StoreRow, pack: Uint8Array): Promise<void> {
  if (body === undefined || snapshot === undefined) return;
  const { bodyKey } = snapshot;
  if (await blobs.has(bodyKey)) await blobs.touch(bodyKey);
  else await blobs.put(bodyKey, await compressBody(pack.subarray(body.offset, body.offset + body.length)));
}

async function compressBody(bytes: Uint8Array): Promise<Uint8Array> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BODY_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return bytes.length <= BLOCKING_BYTES ? brotliCompressSync(bytes, { params }) : compress(bytes, { params });
}
