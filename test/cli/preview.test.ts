// A look at a page from the command line, with price rules tried on what it saw.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPreviewScene, HTML, type PreviewScene } from '../api/preview-scene.ts';
import { PRODUCT_PAGE } from '../support/product-page.ts';
import { runCli } from './harness.ts';

let scene: PreviewScene;
let api: string;
beforeAll(async () => {
  scene = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
  api = await scene.harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => scene.harness.app.close());

const preview = (...args: readonly string[]) =>
  runCli(['preview', 'https://shop.example/socks/wool', ...args, '--api', api]);

test('price rules are tried on the price that was seen, before there is a job', async () => {
  const { out, code } = await preview('--below', '10 EUR', '--back-in-stock');
  expect(code).toBe(0);
  expect(out).toContain('12.90 EUR → 9.90 EUR told');
  expect(out).toContain('12.90 EUR → 11.45 EUR quiet');
  expect(out).toContain('OutOfStock → InStock told');
});

test('a price that is below already is told as it is now', async () => {
  expect((await preview('--below', '15')).out).toMatch(/as it is now: .*told/);
});

test('without rules nothing is tried, and as JSON the trial is a member', async () => {
  expect((await preview()).out).not.toContain('Tried on');
  const { out } = await preview('--falls-by', '5', '--json');
  expect(JSON.parse(out).tried.priceMoves[0]).toMatchObject({ told: true, about: 'price' });
});

test('a line around the text says that it is frame', async () => {
  const lines = (await preview()).out.split('\n');
  expect(lines).toContain('  Wool sock');
  expect(lines.filter((line) => line.endsWith('(frame)'))).not.toEqual([]);
});
