// Keeps the bodies of new snapshots: out of their packs, compressed, named by their content.
import type { BlobStore } from '../domain/blob/blob-store.ts';
import type { StoreRow } from '../domain/stage/stage-row.ts';
import { compressLarge } from './compress-content.ts';

export async function keepBodies(blobs: BlobStore, rows: readonly StoreRow[]): Promise<void> {
  const packs = new Map<string, StoreRow[]>();
  for (const row of rows) {
    if (row.body === undefined || row.snapshot === undefined) continue;
    const list = packs.get(row.body.key);
    if (list === undefined) packs.set(row.body.key, [row]);
    else list.push(row);
  }
  for (const [key, some] of packs) {
    // Null in a replay after the packs were swept: the bodies were kept before that.
    await blobs.lend(key, async (pack) => {
      for (const row of some) await keepBody(blobs, row, pack);
    });
  }
}

async function keepBody(blobs: BlobStore, { body, snapshot }: StoreRow, pack: Uint8Array): Promise<void> {
  if (body === undefined || snapshot === undefined) return;
  const { bodyKey } = snapshot;
  if (await blobs.has(bodyKey)) await blobs.touch(bodyKey);
  else await blobs.put(bodyKey, await compressLarge(pack.subarray(body.offset, body.offset + body.length)));
}
