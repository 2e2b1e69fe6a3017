import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectPicture, type PictureOptions } from '../../cli/inspect/inspect-picture.ts';
import type { CliContext } from '../../cli/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-picture-'));
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  for (const [name, color] of [
    ['before.png', '#204060'],
    ['after.webp', '#a04020'],
  ] as const) {
    const box = await sharp({ create: { width: 40, height: 30, channels: 3, background: color } })
      .png()
      .toBuffer();
    const page = sharp({ create: { width: 200, height: 200, channels: 3, background: '#ffffff' } }).composite(
      [{ input: box, left: 20, top: 60 }],
    );
    await page.toFile(file(name));
  }
  writeFileSync(file('none.png'), 'no picture');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function inspect(
  inputs: readonly string[],
  options: PictureOptions = {},
): Promise<Record<string, unknown>> {
  let out = '';
  const context = { json: true, out: (text: string) => void (out += text) } as unknown as CliContext;
  await inspectPicture(context, inputs.map(file), options);
  return JSON.parse(out) as Record<string, unknown>;
}

test('two pictures are judged as a run judges them', async () => {
  expect(await inspect(['before.png', 'after.webp'])).toMatchObject({
    verdict: 'changed',
    percent: 3,
    regions: [{ x: 20, y: 60, width: 40, height: 30, where: 'both' }],
  });
  expect(await inspect(['before.png', 'before.png'])).toMatchObject({ verdict: 'unchanged', regions: [] });
});

test('places and a threshold count as in a job', async () => {
  const pair = ['before.png', 'after.webp'];
  expect(await inspect(pair, { pictureWithout: ['0,50,200,60'] })).toMatchObject({ verdict: 'unchanged' });
  expect(await inspect(pair, { pictureThreshold: 5 })).toMatchObject({ verdict: 'unchanged', percent: 3 });
});

test('what can not be compared is said with what to do', async () => {
  await expect(inspect(['before.png'])).rejects.toThrow('Name two pictures');
  await expect(inspect(['before.png', 'gone.png'])).rejects.toThrow("gone.png can't be read");
  await expect(inspect(['before.png', 'none.png'])).rejects.toThrow('none.png is no picture');
  await expect(inspect(['before.png', 'after.webp'], { picturePart: ['#chart'] })).rejects.toThrow(
    'write x,y,width,height',
  );
});
