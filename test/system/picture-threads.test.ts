// Pictures compared in a thread of their own, as the pipeline does: built, because a thread is a program.
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { PictureComparer } from '../../domain/page/picture-coder.ts';

let comparer: PictureComparer;

beforeAll(async () => {
  const built = new URL('../../dist/workers/threads/thread-picture-comparer.js', import.meta.url);
  const { createPictureComparer } = (await import(built.href)) as {
    createPictureComparer: () => PictureComparer;
  };
  comparer = createPictureComparer();
});

/** A white page with a box. */
async function page(
  grey: number,
  { height = 400, top = 100, form = 'png' as 'png' | 'webp' } = {},
): Promise<Buffer> {
  const box = {
    create: { width: 60, height: 40, channels: 3, background: { r: grey, g: grey, b: grey } },
  } as const;
  const input = await sharp(box).png().toBuffer();
  const sheet = sharp({ create: { width: 300, height, channels: 3, background: '#ffffff' } });
  const drawn = sheet.composite([{ input, left: 50, top }]);
  return form === 'png' ? drawn.png().toBuffer() : drawn.webp({ lossless: true }).toBuffer();
}

test('a stored picture and a fresh one are compared in a thread', async () => {
  const pair = { before: await page(40, { form: 'webp' }), after: await page(160) };
  const judged = await comparer.judge(pair, { rules: {}, noise: [] });
  expect(judged?.comparison.regions).toMatchObject([{ x: 50, y: 100, width: 60, height: 40, where: 'both' }]);
  const same = await comparer.judge(
    { before: await page(40, { form: 'webp' }), after: await page(40) },
    { rules: {}, noise: [] },
  );
  expect(same?.comparison).toMatchObject({ same: true, regions: [] });
});

test('what moves by itself is learned, and left out', async () => {
  const [first, second, third] = [await page(40), await page(160), await page(90)];
  const noise = await comparer.learn(first, second);
  expect(noise).toHaveLength(1);
  const judged = await comparer.judge({ before: first, after: third }, { rules: {}, noise: noise ?? [] });
  expect(judged?.comparison.regions).toEqual([]);
});

test('a picture that can not be read judges nothing, and the next ones are compared', async () => {
  const damaged = (await page(40)).subarray(0, 60);
  expect(
    await comparer.judge({ before: damaged, after: await page(40) }, { rules: {}, noise: [] }),
  ).toBeNull();
  const pairs = await Promise.all(
    [40, 90].map(async (grey) => ({ before: await page(40), after: await page(grey) })),
  );
  const judged = await Promise.all(pairs.map((pair) => comparer.judge(pair, { rules: {}, noise: [] })));
  expect(judged.map((one) => one?.comparison.same)).toEqual([true, false]);
});
