// Bodies go from their pack into the archive their snapshots name, once, however often that is replayed.
import { brotliDecompressSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { keepBodies } from '../../../activities/store/keep-bodies.ts';
import { createPictureCoder } from '../../../adapters/picture/picture-coder.ts';
import { createSilentLog } from '../../support/silent-log.ts';
import { createMemoryBlobStore } from '../../support/memory/blob-store.ts';
import { packHead } from '../../../domain/run/stage/pack-head.ts';
import type { StoreRow } from '../../../domain/run/stage/stage-row.ts';
import { sampleSnapshot } from '../../contracts/sample-documents.ts';

const PACK = 'runs/run/1/pack.s.01';
const TEXTS = ['<p>one</p>', '<p>two</p>', '<p>three</p>'];

function row(index: number, bodyKey: string): StoreRow {
  const offset = TEXTS.slice(0, index).join('').length;
  const snapshot = sampleSnapshot('job:page', index + 1, { bodyKey });
  const made: Partial<StoreRow> = {
    snapshot,
    body: { key: PACK, offset, length: TEXTS[index]?.length ?? 0 },
    changes: [],
    prices: [],
  };
  return made as StoreRow;
}

async function openStore() {
  const blobs = createMemoryBlobStore();
  await blobs.put(PACK, Buffer.from(TEXTS.join('')));
  const read = async (key: string): Promise<string | null> => {
    const bytes = await blobs.get(key);
    return bytes === null ? null : brotliDecompressSync(bytes).toString();
  };
  return { ports: { blobs, pictures: createPictureCoder(), log: createSilentLog() }, blobs, read };
}

test('each body is read back by the key of its snapshot', async () => {
  const { ports, blobs, read } = await openStore();
  await keepBodies(ports, [row(0, 'archives/A/0.h0'), row(2, 'archives/A/2.h2')]);
  expect(await read('archives/A/0.h0')).toBe(TEXTS[0]);
  expect(await read('archives/A/2.h2')).toBe(TEXTS[2]);
  // The page between them keeps none.
  expect(await blobs.get('archives/A/1.h1')).toBeNull();
});

test('a replay keeps what is there, with or without the pack', async () => {
  const { ports, blobs, read } = await openStore();
  const rows = [row(1, 'archives/A/1.h1')];
  await keepBodies(ports, rows);
  await blobs.put(PACK, Buffer.from('something else that is long enough'));
  await keepBodies(ports, rows);
  await blobs.delete([PACK]);
  await keepBodies(ports, rows);
  expect(await read('archives/A/1.h1')).toBe(TEXTS[1]);
});

test('a body that is no longer what was fetched is not kept', async () => {
  const { ports, blobs, read } = await openStore();
  const own = row(0, 'archives/A/0.h0');
  const other = row(1, 'archives/A/1.h1');
  const head = packHead(PACK);
  const at = (made: StoreRow, text = ''): StoreRow => {
    const { offset = 0, length = 0 } = made.body ?? {};
    return { ...made, body: { key: PACK, offset: head.length + offset, length, crc32: crc32(text) } };
  };
  await blobs.put(PACK, [head, Buffer.from(TEXTS.join(''))]);
  await keepBodies(ports, [at(own, TEXTS[0]), at(other, 'what another run fetched')]);
  expect(await read('archives/A/0.h0')).toBe(TEXTS[0]);
  expect(await blobs.get('archives/A/1.h1')).toBeNull();
});

test('rows that were decided again have an archive of their own', async () => {
  const { ports, read } = await openStore();
  await keepBodies(ports, [row(0, 'archives/A/0.h0'), row(1, 'archives/A/1.h1')]);
  await keepBodies(ports, [row(0, 'archives/A/0.h0'), row(1, 'archives/B/1.h1')]);
  expect(await read('archives/B/1.h1')).toBe(TEXTS[1]);
  expect(await read('archives/A/0.h0')).toBe(TEXTS[0]);
});

test('what the server sent is kept beside the body, and alone for a page that did not change', async () => {
  const { ports, read } = await openStore();
  const slice = { key: PACK, offset: TEXTS[0]?.length ?? 0, length: TEXTS[1]?.length ?? 0 };
  await keepBodies(ports, [{ ...row(0, 'archives/A/0.h0'), served: { key: 'archives/A/1.s', slice } }]);
  expect([await read('archives/A/0.h0'), await read('archives/A/1.s')]).toEqual(TEXTS.slice(0, 2));
  const { snapshot: _snapshot, body: _body, ...unchanged } = row(0, '');
  await keepBodies(ports, [{ ...unchanged, served: { key: 'archives/B/1.s', slice } }]);
  expect(await read('archives/B/1.s')).toBe(TEXTS[1]);
});

describe('a picture', () => {
  const png = sharp({ create: { width: 30, height: 20, channels: 3, background: '#123456' } }).png();

  async function kept(bytes: Uint8Array) {
    const { ports, blobs, read } = await openStore();
    await blobs.put(PACK, [Buffer.from(TEXTS[0] ?? ''), bytes]);
    const slice = { key: PACK, offset: TEXTS[0]?.length ?? 0, length: bytes.length };
    const picture = { key: 'archives/A/1.p', slice };
    await keepBodies(ports, [{ ...row(0, 'archives/A/0.h0'), picture }]);
    return { read, webp: await blobs.get(picture.key) };
  }

  test('is kept beside its body as lossless WebP', async () => {
    const { read, webp } = await kept(await png.toBuffer());
    expect(await read('archives/A/0.h0')).toBe(TEXTS[0]);
    const { format, width, height } = await sharp(brotliDecompressSync(webp ?? new Uint8Array())).metadata();
    expect({ format, width, height }).toEqual({ format: 'webp', width: 30, height: 20 });
  });

  test('that is none keeps nothing, and its page is stored', async () => {
    const { read, webp } = await kept(Buffer.from('no picture'));
    expect(webp).toBeNull();
    expect(await read('archives/A/0.h0')).toBe(TEXTS[0]);
  });

  test('of a page that did not change is kept alone', async () => {
    const { ports, blobs } = await openStore();
    const bytes = await png.toBuffer();
    await blobs.put(PACK, bytes);
    const { snapshot: _snapshot, body: _body, ...unchanged } = row(0, '');
    const slice = { key: PACK, offset: 0, length: bytes.length };
    await keepBodies(ports, [{ ...unchanged, picture: { key: 'archives/B/3.p', slice } }]);
    expect(await blobs.get('archives/B/3.p')).not.toBeNull();
  });
});
