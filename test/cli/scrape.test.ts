// One page at the command line: what is printed, and what goes to standard error.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPreviewScene, HTML, type PreviewScene } from '../api/preview-scene.ts';
import { runCli } from './harness.ts';

const PAGE = `<!doctype html><title>Tent</title><main><h1>Tent \u001b[31mfor two</h1><p>It stands in <a href="/how">four minutes</a>, and it keeps out the rain for many years.</p></main>`;

let scene: PreviewScene;
let api: string;
beforeAll(async () => {
  scene = await createPreviewScene({ body: PAGE, headers: HTML });
  api = await scene.harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => scene.harness.app.close());

const scrape = (...args: readonly string[]) =>
  runCli(['scrape', 'https://shop.example/tent', ...args, '--api', api]);

test('its Markdown is printed, without what would write to the terminal', async () => {
  const { out, err, code } = await scrape();
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('It stands in [four minutes](https://shop.example/how)');
  expect(out).toContain('for two');
  expect(out).not.toContain('\u001b');
});

test('its links are a line each', async () => {
  expect((await scrape('--as', 'links')).out).toBe('https://shop.example/how\tfour minutes\n');
});

test('the whole answer is JSON', async () => {
  const { out } = await scrape('--as', 'text', '--json');
  expect(JSON.parse(out)).toMatchObject({
    outcome: 'understood',
    text: expect.stringContaining('four minutes'),
  });
});

test('a page that is not there is told on standard error', async () => {
  const lost = await createPreviewScene({ outcome: 'http-error', status: 404 });
  const at = await lost.harness.app.listen({ host: '127.0.0.1', port: 0 });
  const { out, err, code } = await runCli(['scrape', 'https://shop.example/gone', '--api', at]);
  await lost.harness.app.close();
  expect([out, code === 0]).toEqual(['', false]);
  expect(err).toContain('404');
});
