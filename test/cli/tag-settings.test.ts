// Settings of tags from the command line, and jobs that keep what they have by a tag through export and apply.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from '../api/harness.ts';
import { runCli } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-tags-'));
let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await harness.app.close();
  rmSync(folder, { recursive: true, force: true });
});

function webloom(...args: readonly string[]) {
  return runCli([...args, '--api', api], {});
}

async function shown(name: string) {
  return JSON.parse((await webloom('show', name, '--json')).out);
}

test('settings are tried, set, shown, listed and cleared', async () => {
  await webloom('add', 'https://shop.example/kettle', '--name', 'Kettle', '--tag', 'sale');
  const tried = await webloom('tags', 'set', 'sale', '--every', '1h', 'fetch.delayMs=5000', '--dry-run');
  expect(tried.out).toContain('1 to change, 0 as they were, 0 do not fit');
  expect(tried.out).toContain('fetch.delayMs');
  expect(await shown('Kettle')).toMatchObject({ version: 1 });
  const set = await webloom('tags', 'set', 'sale', '--every', '1h', 'fetch.delayMs=5000', '--priority', '-3');
  expect(set).toMatchObject({ code: 0, out: expect.stringContaining('sale: 1 changed') });
  await webloom('tags', 'set', 'sale', 'tolerance=0.1', '--reset', 'fetch.delayMs');
  const one = await webloom('tags', 'show', 'sale', '--json');
  expect(JSON.parse(one.out)).toMatchObject({
    priority: -3,
    version: 2,
    settings: { schedule: { kind: 'interval', everyMs: 3_600_000 }, tolerance: 0.1 },
  });
  expect((await webloom('tags', 'show', 'sale')).out).toMatch(/tolerance +0\.1/);
  expect((await webloom('tags', 'list')).out).toMatch(/sale +-3 +schedule, tolerance/);
  const sources = await webloom('show', 'Kettle', '--sources');
  expect(sources.out).toMatch(/tolerance +0\.1 +tag sale/);
  expect(sources.out).toMatch(/source +.+ +own/);
  const cleared = await webloom('tags', 'clear', 'sale', '--yes');
  expect(cleared).toMatchObject({ code: 0, out: expect.stringContaining('sale: 1 changed') });
  expect((await shown('Kettle')).config).toMatchObject({ tolerance: 0.5 });
  expect((await webloom('tags', 'show', 'sale')).code).not.toBe(0);
});

test('what is wrong is told with its place', async () => {
  const wrong = await webloom('tags', 'set', 'sale', 'fetch.delayMs=-1');
  expect(wrong.code).not.toBe(0);
  expect(wrong.err).toContain('/fetch/delayMs');
  expect((await webloom('tags', 'set', 'sale', 'delay')).err).toContain('write it as fetch.delayMs=5000');
  expect((await webloom('tags', 'set', 'sale', '--name', 'x')).err).toContain('A name belongs to one job');
  expect((await webloom('tags', 'set', 'sale', '--note', 'x')).err).toContain('A note belongs to one job');
  const file = join(folder, 'secret.json');
  writeFileSync(file, JSON.stringify({ fetch: { headers: [{ name: 'Cookie', value: 'a=b' }] } }));
  expect((await webloom('tags', 'set', 'sale', '-f', file)).err).toContain('settings of a tag have none');
});

test('a job as it is shown is applied as it is: what it has by a tag stays so', async () => {
  await webloom('tags', 'set', 'blog', '--every', '2h', 'fetch.delayMs=5000');
  await webloom('add', 'https://shop.example/blog', '--name', 'Blog', '--tag', 'blog', '--max-pages', '7');
  const file = join(folder, 'blog.json');
  writeFileSync(file, (await webloom('show', 'Blog', '--json')).out);
  const same = await webloom('apply', '-f', file);
  expect(same.out).toContain('0 to change');
  await webloom('tags', 'set', 'blog', 'fetch.delayMs=9000');
  const again = await webloom('apply', '-f', file);
  expect(again.out).toContain('0 to change');
  expect((await shown('Blog')).config.fetch).toMatchObject({ delayMs: 9_000 });
  await webloom('delete', 'Blog', '--yes');
  expect((await webloom('apply', '-f', file)).out).toContain('1 to create');
  expect(await shown('Blog')).toMatchObject({
    config: { schedule: { everyMs: 7_200_000 }, fetch: { delayMs: 9_000 }, limits: { maxPages: 7 } },
    provenance: [
      { member: 'source', tag: null },
      { member: 'limits.maxPages', tag: null },
      { member: 'fetch.delayMs', tag: 'blog' },
      { member: 'schedule', tag: 'blog' },
    ],
  });
});

test('apply makes a member the own one, and gives it back where the file says it no more', async () => {
  await webloom('tags', 'set', 'news', 'fetch.delayMs=5000');
  const source = { kind: 'pages', urls: ['https://shop.example/news'] };
  const file = join(folder, 'news.json');
  const write = (config: object): void =>
    writeFileSync(file, JSON.stringify({ name: 'News', tags: ['news'], config: { source, ...config } }));
  write({ tolerance: 0.2 });
  await webloom('apply', '-f', file);
  write({ tolerance: 0.2, fetch: { delayMs: 5_000, maxAttempts: 4 } });
  expect((await webloom('apply', '-f', file)).out).toContain('1 to change');
  await webloom('tags', 'set', 'news', 'fetch.delayMs=9000', 'fetch.maxAttempts=2');
  expect((await shown('News')).config.fetch).toMatchObject({ delayMs: 5_000, maxAttempts: 2 });
  expect((await webloom('apply', '-f', file)).out).toContain('1 to change');
  expect((await shown('News')).config.fetch).toMatchObject({ delayMs: 5_000, maxAttempts: 4 });
  write({});
  expect((await webloom('apply', '-f', file)).out).toContain('1 to change');
  expect(await shown('News')).toMatchObject({
    config: { tolerance: 0.5, fetch: { delayMs: 9_000, maxAttempts: 2 } },
  });
  expect((await webloom('apply', '-f', file)).out).toContain('0 to change');
});

test('a member that the file says stays the own one when the file brings a tag along', async () => {
  await webloom('tags', 'set', 'late', 'fetch.maxAttempts=2', 'tolerance=0.1');
  const source = { kind: 'pages', urls: ['https://shop.example/late'] };
  const file = join(folder, 'late.json');
  const config = { source, fetch: { maxAttempts: 4 } };
  await webloom('add', 'https://shop.example/late', '--name', 'Late');
  writeFileSync(file, JSON.stringify({ name: 'Late', tags: ['late'], config }));
  await webloom('apply', '-f', file);
  expect(await shown('Late')).toMatchObject({ config: { tolerance: 0.1, fetch: { maxAttempts: 4 } } });
  expect((await webloom('apply', '-f', file)).out).toContain('0 to change');
});
