// `webloom map`: addresses that can be piped, and what could not be read on standard error.
import { afterEach, expect, test } from 'vitest';
import { createPreviewScene, HTML, type PreviewScene } from '../api/preview-scene.ts';
import { runCli } from './harness.ts';

const PAGE = `<!doctype html><html lang=en><head><title>Tents</title></head><body><main><h1>Tents for two</h1>
<p>They keep the rain out for years, and stand in four minutes.</p><a href=/tents/red>red</a><a href=/rugs>rugs</a></main></body></html>`;

let scene: PreviewScene;
afterEach(() => scene.harness.app.close());

async function map(
  args: readonly string[],
  page: Parameters<typeof createPreviewScene>[0] = { body: PAGE, headers: HTML },
) {
  const missing = { outcome: 'http-error', status: 404 } as const;
  scene = await createPreviewScene(page, missing, undefined, { 'https://shop.example/sitemap.xml': missing });
  const api = await scene.harness.app.listen({ host: '127.0.0.1', port: 0 });
  return runCli(['map', 'https://shop.example/tents', '--api', api, ...args], { isPiped: true });
}

test('prints an address a line, for a pipe', async () => {
  const { code, out, err } = await map([]);
  expect(code).toBe(0);
  expect(out).toBe('https://shop.example/tents\nhttps://shop.example/tents/red\nhttps://shop.example/rugs\n');
  expect(err).toContain('https://shop.example/sitemap.xml: ');
  expect(err).toContain('3 addresses');
});

test('keeps those with the words, and says so as JSON', async () => {
  const { out } = await map(['--search', 'red', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    outcome: 'understood',
    cut: false,
    urls: [{ url: 'https://shop.example/tents/red', source: 'page' }],
  });
});

test('says what is in the way', async () => {
  const { code, err } = await map(['--search', 'none'], { outcome: 'http-error', status: 500 });
  expect(code).toBe(1);
  expect(err).toContain('500');
});

test('takes a number as limit', async () => {
  const { code, err } = await map(['--limit', 'many']);
  expect(code).toBe(2);
  expect(err).toContain('--limit "many" is no number');
});
