// Pieces of any size as the parts of an upload.
import { describe, expect, test } from 'vitest';
import { PORTION_BYTES, inPortions, portionBytes } from '../../../adapters/s3/put-multipart.ts';

const MEGABYTE = 1024 * 1024;

async function sizesOf(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<number[]> {
  const sizes: number[] = [];
  for await (const part of inPortions(pieces)) sizes.push(part.length);
  return sizes;
}

function* zeros(...sizes: number[]): Generator<Uint8Array> {
  for (const size of sizes) yield new Uint8Array(size);
}

describe('parts of an upload', () => {
  test('are equal, but for the last one, whatever the pieces are', async () => {
    expect(await sizesOf(zeros())).toEqual([]);
    expect(await sizesOf(zeros(0, 3, 0))).toEqual([3]);
    expect(await sizesOf(zeros(PORTION_BYTES))).toEqual([PORTION_BYTES]);
    expect(await sizesOf(zeros(2 * PORTION_BYTES + 1))).toEqual([PORTION_BYTES, PORTION_BYTES, 1]);
    expect(await sizesOf(zeros(...Array.from({ length: 20 }, () => MEGABYTE)))).toEqual([
      PORTION_BYTES,
      PORTION_BYTES,
      4 * MEGABYTE,
    ]);
  });

  test('hold the bytes in their order', async () => {
    const pieces = Array.from({ length: 50 }, (_, n) => new Uint8Array(400_000 + n).fill(n));
    const parts: Uint8Array[] = [];
    for await (const part of inPortions(pieces)) parts.push(part);
    expect(parts.length).toBe(3);
    expect(Buffer.concat(parts).equals(Buffer.concat(pieces))).toBe(true);
  });

  test('are taken from the source one after the other, so that few are in memory', async () => {
    let given = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let n = 0; n < 100; n++) {
        given += MEGABYTE;
        yield new Uint8Array(MEGABYTE);
      }
    }
    const parts = inPortions(source());
    await parts.next();
    await parts.next();
    expect(given).toBe(2 * PORTION_BYTES);
    await parts.return(undefined);
  });

  test('grow late, so that 10,000 of them, which servers take, hold hundreds of gigabytes', () => {
    expect([0, 1_999, 2_000, 9_999].map(portionBytes)).toEqual([8, 8, 64, 64].map((size) => size * MEGABYTE));
    const most = Array.from({ length: 10_000 }, (_, n) => portionBytes(n)).reduce((sum, one) => sum + one, 0);
    expect(most).toBeGreaterThan(500e9);
  });
});
