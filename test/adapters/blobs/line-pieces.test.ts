// Lines that are compressed in pieces: they come back as they were, whatever the pieces cut.
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packLines, unpackLines } from '../../../adapters/blobs/line-pieces.ts';

async function roundTrip(lines: readonly string[]): Promise<{ back: string[]; most: number }> {
  const packed = Buffer.concat(await packLines(lines));
  const back: string[] = [];
  let most = 0;
  for await (const some of unpackLines(packed)) {
    back.push(...some);
    most = Math.max(most, some.join('\n').length);
  }
  return { back, most };
}

test.each([
  ['one', ['{}']],
  ['an empty one at the end', ['header', '']],
  [
    'characters of several bytes across all pieces',
    Array.from({ length: 9_000 }, (_, i) => `${'é€😀'.repeat(30)}${i}`),
  ],
  ['one of megabytes between short ones', ['a', 'ü'.repeat(3_000_000), 'b', '', 'c']],
])('gives back the lines as they were: %s', async (_, lines) => {
  expect((await roundTrip(lines)).back).toEqual(lines);
});

test('the text of a large file is never there as a whole', async () => {
  const lines = Array.from({ length: 500 }, (_, i) => `${i} ${'text '.repeat(2_000)}`);
  const { back, most } = await roundTrip(lines);
  expect(back).toEqual(lines);
  expect(most).toBeLessThan(200_000);
  expect((await packLines(lines)).length).toBeGreaterThan(15);
});

test('files in one piece are read, and files in pieces are one for other readers', async () => {
  const text = 'header\n{"a":1}\nnull';
  const lines: string[] = [];
  for await (const some of unpackLines(gzipSync(text))) lines.push(...some);
  expect(lines).toEqual(text.split('\n'));
  const long = Array.from({ length: 100 }, () => 'x'.repeat(10_000));
  expect(gunzipSync(Buffer.concat(await packLines(long))).toString()).toBe(long.join('\n'));
});

test('a file that was cut off is not taken for a whole one', async () => {
  const packed = Buffer.concat(await packLines(['header', 'x'.repeat(10_000)]));
  await expect(async () => {
    for await (const some of unpackLines(packed.subarray(0, -20))) expect(some).toBeDefined();
  }).rejects.toThrow('unexpected end of file');
});
