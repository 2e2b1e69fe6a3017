// What is kept is packed again when it is put away: texts become smaller, pictures are left as they are.
import { randomBytes } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressContent, packAgain } from '../../activities/compress-content.ts';

test('a text becomes smaller and stays the same', async () => {
  const text = Buffer.from(Array.from({ length: 3_000 }, (_, at) => `<p>line ${at % 700}</p>`).join(''));
  const kept = compressContent(text);
  const packed = await packAgain(kept);
  expect(packed.length).toBeLessThan(kept.length);
  expect(brotliDecompressSync(packed).equals(text)).toBe(true);
});

test('a picture is not packed: it would take long and save nothing', async () => {
  // Zeros behind the head of a WebP, which any packing would make smaller.
  const head = Buffer.concat([Buffer.from('RIFF'), randomBytes(4), Buffer.from('WEBPVP8L')]);
  const kept = compressContent(Buffer.concat([head, Buffer.alloc(50_000), randomBytes(2_000)]));
  expect(await packAgain(kept)).toBe(kept);
});
