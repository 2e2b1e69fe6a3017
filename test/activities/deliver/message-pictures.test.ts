// What a mail shows of a change: the part of both pictures where the page begins to differ.
import { brotliCompressSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { messagePictures } from '../../../activities/deliver/message-pictures.ts';
import { createPictureCoder } from '../../../adapters/picture/picture-coder.ts';
import { sampleChange, sampleSnapshot } from '../../contracts/sample-documents.ts';
import { createMemoryBlobStore } from '../../support/memory/blob-store.ts';
import { createMemoryStores } from '../../support/memory/memory-stores.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const PAGE = 'job:kettle';
const SIZE = { width: 1_280, height: 4_000 };
const WHITE = { create: { ...SIZE, channels: 3 as const, background: '#fff' } };
const MESSAGE = { change: { id: `${PAGE}:2`, kind: 'text', before: null, after: null, lines: [] } };

/** A white page with a red bar of 1280 × 40 px at `top`. */
async function page(top: number): Promise<Buffer> {
  const input = await sharp({ create: { width: 1_280, height: 40, channels: 3, background: '#f00' } })
    .png()
    .toBuffer();
  const made = sharp(WHITE).composite([{ input, left: 0, top }]);
  return made.webp({ lossless: true }).toBuffer();
}

async function scene(pictures: Readonly<Record<1 | 2, Buffer | null>>) {
  const stores = createMemoryStores();
  const blobs = createMemoryBlobStore();
  for (const v of [1, 2] as const) {
    const bytes = pictures[v];
    const picture = { key: `picture-${v}`, ...SIZE };
    if (bytes !== null) await blobs.put(picture.key, brotliCompressSync(bytes));
    const fields = bytes === null ? {} : { picture };
    await stores.history.insertSnapshots([sampleSnapshot(PAGE, v, fields)]);
  }
  const [fromSnapshot, toSnapshot] = [sampleSnapshot(PAGE, 1)._id, sampleSnapshot(PAGE, 2)._id];
  await stores.history.insertChanges([sampleChange(PAGE, 2, { fromSnapshot, toSnapshot })]);
  return { history: stores.history, blobs, pictures: createPictureCoder(), log: createSilentLog() };
}

const sizeOf = async (png: Uint8Array | undefined) => {
  const { width, height, format } = await sharp(png).metadata();
  return { width, height, format };
};

describe('the pictures of a message', () => {
  it('begin just above what differs, and are as wide as a mail', async () => {
    const ports = await scene({ 1: await page(3_000), 2: await page(3_020) });
    const shown = await messagePictures(ports, MESSAGE);
    expect(shown.map(({ name }) => name)).toEqual(['before', 'after']);
    // 900 px of the page from 2,800 on, at 600/1280 of their size.
    expect(await sizeOf(shown[0]?.png)).toEqual({ width: 600, height: 422, format: 'png' });
    const { data, info } = await sharp(shown[0]?.png)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const row = Math.round((220 * 600) / 1_280);
    expect([...data.subarray(row * info.width * 3, row * info.width * 3 + 3)]).toEqual([255, 0, 0]);
  });

  it('of a page that is new is one', async () => {
    const shown = await messagePictures(await scene({ 1: null, 2: await page(0) }), MESSAGE);
    expect(shown.map(({ name }) => name)).toEqual(['after']);
  });

  it('are none where the version has none, the change is gone, or the picture is damaged', async () => {
    const bare = await scene({ 1: await page(0), 2: null });
    expect(await messagePictures(bare, MESSAGE)).toEqual([]);
    expect(await messagePictures(bare, { change: { ...MESSAGE.change, id: 'gone' } })).toEqual([]);
    expect(await messagePictures(bare, {})).toEqual([]);
    const damaged = await scene({ 1: Buffer.from('no picture'), 2: await page(0) });
    expect(await messagePictures(damaged, MESSAGE)).toEqual([]);
  });
});
