// Sites that misbehave: every page ends with a clear reason, nothing hangs, and the good pages beside it are stored.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Run } from '../../domain/run/run.ts';
import { type Recount, recount } from '../support/recount.ts';
import { endlessBody } from '../support/site/huge-body.ts';
import { page } from '../support/site/page.ts';
import { redirect } from '../support/site/redirects.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { unavailable } from '../support/site/unavailable.ts';
import { type System, startSystem } from '../support/system.ts';

const GIVE_UP_MS = 4_000;
const MEGABYTE = 1024 * 1024;
/** `Мельница открыта каждый день` in windows-1251, as the page's own meta element says. */
const RUSSIAN = Buffer.from([
  0xcc, 0xe5, 0xeb, 0xfc, 0xed, 0xe8, 0xf6, 0xe0, 0x20, 0xee, 0xf2, 0xea, 0xf0, 0xfb, 0xf2, 0xe0, 0x20, 0xea,
  0xe0, 0xe6, 0xe4, 0xfb, 0xe9, 0x20, 0xe4, 0xe5, 0xed, 0xfc,
]);

const prose =
  '<p>The mill by the river grinds wheat and rye for the whole valley, and has done so for ages.</p>';

function html(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
}

const russianPage: Handler = (_request, response) => {
  const [head = '', tail = ''] = html('Mill', '<p>|</p>').split('|');
  const meta = '<meta charset="windows-1251">';
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end(Buffer.concat([Buffer.from(meta + head), RUSSIAN, Buffer.from(tail)]));
};

const tenMegabytes: Handler = (_request, response) => {
  const body = Buffer.alloc(10 * MEGABYTE + 1, 'a');
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length }).end(body);
};

const SITES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  mixed: {
    '/robots.txt': page('User-agent: *\nDisallow: /private', { 'content-type': 'text/plain' }),
    '/': page(
      html(
        'Start',
        `${prose}${[
          '/good',
          '/big',
          '/endless',
          '/round',
          '/russian',
          '/private',
          '/missing',
          '/picture',
          '/away',
        ]
          .map((path) => `<a href="${path}">${path}</a>`)
          .join(' ')}`,
      ),
    ),
    '/good': page(html('Good', prose)),
    '/big': tenMegabytes,
    '/endless': endlessBody,
    '/round': redirect('/and-round'),
    '/and-round': redirect('/round'),
    '/russian': russianPage,
    '/private': page(html('Private', prose)),
    '/picture': page('not a page', { 'content-type': 'image/png' }),
    // A literal of the machine that nobody allowed.
    '/away': redirect('http://169.254.169.254/latest/meta-data'),
  },
  empty: {
    '/sitemap.xml': page('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', {
      'content-type': 'application/xml',
    }),
  },
  refusing: {},
};

const sites = new Map<string, Site>();
let system: System;

function site(name: string): Site {
  const found = sites.get(name);
  if (found === undefined) throw new Error(`there is no site ${name}`);
  return found;
}

beforeAll(async () => {
  for (const [name, handlers] of Object.entries(SITES)) sites.set(name, await startSite(handlers));
  const refuse = unavailable(503);
  const everything = new Proxy<Record<string, Handler>>({}, { get: () => refuse });
  sites.set('refusing', await startSite(everything));
  system = await startSystem({
    services: inject('services'),
    name: 'bad',
    ownHosts: [...sites.values()].map(({ host, port }) => `${host}:${port}`),
  });
});

afterAll(async () => {
  await system?.close();
  for (const each of sites.values()) await each.close();
});

async function runOnce(config: Record<string, unknown>): Promise<{ run: Run; books: Recount }> {
  const run = await system.ended((await system.start(await system.createJob(config)))._id, 60_000);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  return { run, books };
}

test('each page of a site that misbehaves ends with its reason, and the good ones are stored', async () => {
  const { run, books } = await runOnce({ source: { kind: 'site', start: [site('mixed').url('/')] } });
  expect(run.state).toBe('completed');
  expect(Object.fromEntries(books.endings)).toEqual({
    '/': 'stored(first-visit)',
    '/good': 'stored(first-visit)',
    '/big': 'failed(too-large)',
    '/endless': 'failed(too-large)',
    '/round': 'failed(redirect-loop)',
    '/russian': 'stored(first-visit)',
    '/private': 'skipped(robots-disallowed)',
    '/missing': 'failed(not-found)',
    '/picture': 'skipped(not-a-page)',
    '/away': 'skipped(address-not-allowed)',
  });
  expect(site('mixed').log.some(({ path }) => path === '/private')).toBe(false);
});

test('a page in windows-1251 is read as its author wrote it', async () => {
  const { run } = await runOnce({ source: { kind: 'pages', urls: [site('mixed').url('/russian')] } });
  const [stored] = await system.mongo.pages.list(run.jobId, { after: null, limit: 1 });
  const blocks = await system.blocks(stored?.baseline?.blocksKey ?? '');
  expect(blocks.map(({ text }) => text)).toContain('Мельница открыта каждый день');
});

test('a sitemap without pages makes a run that is completed at once and says so', async () => {
  const source = { kind: 'sitemap', sitemaps: [site('empty').url('/sitemap.xml')] };
  const { run, books } = await runOnce({ source });
  expect(run.state).toBe('completed');
  expect(run.endingReason?.code).toBe('nothing-to-do');
  expect(books.discovered).toBe(0);
});

test('a sitemap that is not there fails the run and says what to do', async () => {
  const source = { kind: 'sitemap', sitemaps: [site('empty').url('/elsewhere.xml')] };
  const { run } = await runOnce({ source });
  expect(run.state).toBe('failed');
  expect(run.endingReason).toMatchObject({ code: 'source-unreachable' });
  expect(run.endingReason?.detail).toContain('/elsewhere.xml');
  expect(run.endingReason?.remedy).toBeTruthy();
});

test('a site that answers 503 to everything fails the run with what was seen', async () => {
  const urls = Array.from({ length: 8 }, (_, index) => site('refusing').url(`/p${index}`));
  const { run, books } = await runOnce({
    source: { kind: 'pages', urls },
    fetch: { obeyRobots: false },
    giveUpAfterMs: GIVE_UP_MS,
  });
  expect(run.state).toBe('failed');
  expect(run.endingReason?.code).toBe('too-many-failures');
  expect(books.classes.failed).toBe(urls.length);
  expect(
    [...books.endings.values()].every((ending) => /failed\((http-error|host-unavailable)\)/.test(ending)),
  ).toBe(true);
  // It is left alone before long instead of being asked four times for each page.
  expect(site('refusing').log.length).toBeLessThan(4 * urls.length);
});

test('a robots.txt that answers 503 keeps everything from being fetched', async () => {
  const { run, books } = await runOnce({
    source: { kind: 'pages', urls: [site('refusing').url('/a'), site('refusing').url('/b')] },
    giveUpAfterMs: 1_000,
  });
  expect(run.state).toBe('failed');
  expect([...books.endings.values()]).toEqual(['failed(robots-unreachable)', 'failed(robots-unreachable)']);
  expect(site('refusing').log.filter(({ path }) => path === '/a' || path === '/b')).toEqual([]);
});
