// Documents of a source as the web serves them: faulty, hostile, without end; and what a run makes of them.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DiscoverResult } from '../../../activities/contract.ts';
import { createDiscover } from '../../../activities/source/discover.ts';
import type { SourceProgress } from '../../../domain/run/source-progress.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { type Answer, createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';
import { endlessDocument } from '../../support/endless-document.ts';
import { inActivity } from '../../support/in-activity.ts';

const HOST = 'http://shop.test';
const INDEX = `${HOST}/sitemap.xml`;

function urlset(name: string, n: number): string {
  const urls = Array.from({ length: n }, (_, i) => `<url><loc>${HOST}/${name}/${i}</loc></url>`);
  return `<urlset>${urls.join('')}</urlset>`;
}

function index(...names: string[]): string {
  return `<sitemapindex>${names.map((name) => `<sitemap><loc>${HOST}/${name}</loc></sitemap>`).join('')}</sitemapindex>`;
}

type Site = Readonly<Record<string, Answer | string | Uint8Array>>;

function answerOf(site: Site): DispatchScene['answer'] {
  return ({ kind, url }) => {
    if (kind === 'robots')
      return typeof site['robots.txt'] === 'string'
        ? { body: site['robots.txt'] }
        : { outcome: 'http-error', status: 404 };
    const answer = site[url.slice(HOST.length + 1)];
    if (answer === undefined) return { outcome: 'http-error', reason: 'not-found', status: 404 };
    return typeof answer === 'string' || answer instanceof Uint8Array ? { body: answer } : answer;
  };
}

async function sceneOf(
  answer: DispatchScene['answer'],
  config: object = {},
  kind: 'sitemap' | 'feed' = 'sitemap',
): Promise<DispatchScene> {
  const scene = createDispatchScene(answer);
  const source = kind === 'sitemap' ? { kind, sitemaps: [INDEX] } : { kind, feeds: [INDEX] };
  const run = sampleRun('run_1', { config: configOf({ source, ...config }), createdAt: new Date() });
  await scene.stores.runs.insert(run);
  return scene;
}

function discover(scene: DispatchScene): Promise<DiscoverResult> {
  return inActivity(() => createDiscover(scene.ports).discover({ runId: 'run_1' }));
}

async function readAll(scene: DispatchScene): Promise<{ calls: DiscoverResult[] }> {
  const calls: DiscoverResult[] = [];
  do calls.push(await discover(scene));
  while (calls.at(-1)?.more === true);
  return { calls };
}

async function progressOf(scene: DispatchScene): Promise<SourceProgress | undefined> {
  return (await scene.stores.runs.get('run_1'))?.source;
}

async function urlsOf(scene: DispatchScene): Promise<string[]> {
  return (await scene.stores.frontier.list('run_1', null, 1_000_000)).map(({ url }) => url);
}

function asked(scene: DispatchScene, name: string): number {
  return scene.published.filter(({ url }) => url === `${HOST}/${name}`).length;
}

async function filesLeft(scene: DispatchScene): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of scene.ports.blobs.list('runs/run_1/')) keys.push(key);
  return keys;
}

const CUT = gzipSync(urlset('cut', 3_000));
const DAMAGED = Uint8Array.from(CUT, (byte, at) => (at > 6_000 && at < 6_400 ? 0xff : byte));
const BOMB = gzipSync(urlset('bomb', 20).replace('</urlset>', ' '.repeat(60 * 1024 * 1024)));

describe('a faulty document is its own reason, and the others count', () => {
  it.each<[string, Answer | string | Uint8Array, string, (urls: number) => boolean]>([
    ['is cut off', CUT.subarray(0, CUT.length - 2_000), 'cut-off', (urls) => urls > 1_000 && urls < 3_000],
    ['has damaged bytes', DAMAGED, 'damaged', (urls) => urls > 100 && urls < 3_000],
    ['is a gzip bomb', BOMB, 'oversized', (urls) => urls === 20],
    ['breaks off', urlset('broken', 9).slice(0, -30), 'cut-off', (urls) => urls === 8],
    ['is a page', '<!doctype html><html><body>Hello</body></html>', 'not-a-sitemap', (urls) => urls === 0],
    ['is prose', 'Nothing to see here.', 'not-a-sitemap', (urls) => urls === 0],
    ['is empty', '', 'empty', (urls) => urls === 0],
    [
      'is noise',
      Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 251),
      'not-a-sitemap',
      (urls) => urls === 0,
    ],
    [
      'is not there',
      { outcome: 'http-error', reason: 'not-found', status: 404 },
      'not-found',
      (urls) => urls === 0,
    ],
    [
      'is refused',
      { outcome: 'http-error', reason: 'http-error', status: 403 },
      'http-error',
      (urls) => urls === 0,
    ],
    [
      'redirects in a circle',
      { outcome: 'failed', reason: 'redirect-loop' },
      'redirect-loop',
      (urls) => urls === 0,
    ],
    ['is too large', { outcome: 'failed', reason: 'too-large' }, 'too-large', (urls) => urls === 0],
  ])('where it %s', async (_how, answer, code, isRight) => {
    const site = {
      'sitemap.xml': index('bad.xml', 'good.xml'),
      'bad.xml': answer,
      'good.xml': urlset('good', 2),
    };
    const scene = await sceneOf(answerOf(site));
    await readAll(scene);
    const progress = await progressOf(scene);
    expect(progress?.faults).toMatchObject([{ url: `${HOST}/bad.xml`, code }]);
    const urls = await urlsOf(scene);
    expect(urls).toContain(`${HOST}/good/1`);
    const [fault] = progress?.faults ?? [];
    expect(fault?.urls).toSatisfy(isRight);
    expect(urls).toHaveLength((fault?.urls ?? 0) + 2);
  });

  it('where robots.txt forbids it', async () => {
    const site = {
      'robots.txt': 'User-agent: *\nDisallow: /bad',
      'sitemap.xml': index('bad.xml', 'good.xml'),
      'good.xml': urlset('good', 2),
    };
    const scene = await sceneOf(answerOf(site));
    await readAll(scene);
    expect((await progressOf(scene))?.faults).toMatchObject([{ code: 'robots-disallowed' }]);
    expect(await urlsOf(scene)).toHaveLength(2);
  });

  it('where its charset is not what it says, what it names is read all the same', async () => {
    const text = `<?xml version="1.0" encoding="klingon"?>${urlset('good', 2)}`;
    const scene = await sceneOf(answerOf({ 'sitemap.xml': text }));
    await readAll(scene);
    expect(await urlsOf(scene)).toHaveLength(2);
  });

  it('a run whose every document is faulty fails at once, with the reasons', async () => {
    const site = { 'sitemap.xml': index('a.xml', 'b.xml.gz'), 'b.xml.gz': gzipSync('').subarray(0, 12) };
    const [call] = (await readAll(await sceneOf(answerOf(site)))).calls;
    expect(call?.failure?.code).toBe('source-unreachable');
    expect(call?.failure?.detail).toContain(`${HOST}/a.xml: not-found. The site answered 404.`);
    expect(call?.failure?.detail).toContain(`${HOST}/b.xml.gz: cut-off.`);
  });
});

describe('a source without end', () => {
  it('whose indexes name each other is asked for each document once', async () => {
    const site = {
      'sitemap.xml': index('sitemap.xml', 'b.xml'),
      'b.xml': index('sitemap.xml', 'c.xml'),
      'c.xml': urlset('c', 1),
    };
    const scene = await sceneOf(answerOf(site));
    await readAll(scene);
    expect(scene.published.filter(({ kind }) => kind === 'sitemap')).toHaveLength(3);
    expect(await progressOf(scene)).toMatchObject({ documents: 3, left: 0, faultCount: 0 });
  });

  it('that nests for ever is left where it becomes too deep', async () => {
    const scene = await sceneOf(({ kind, url }) => {
      if (kind === 'robots') return { outcome: 'http-error', status: 404 };
      const depth = Number(/(\d+)\.xml$/.exec(url)?.[1] ?? 0);
      return { body: index(`${depth + 1}.xml`) };
    });
    await readAll(scene);
    expect((await progressOf(scene))?.faults).toMatchObject([{ code: 'too-deep' }]);
  });

  it('that names a million sitemaps is asked for no more than a run reads, and says so', async () => {
    const names = Array.from({ length: 12_000 }, (_, i) => `${i}.xml`);
    const scene = await sceneOf(answerOf({ 'sitemap.xml': index(...names) }), { limits: { maxPages: 3 } });
    scene.answer = ({ kind, url }) => {
      if (kind === 'robots') return { outcome: 'http-error', status: 404 };
      return { body: url === INDEX ? index(...names) : urlset('page', 5) };
    };
    await readAll(scene);
    expect((await progressOf(scene))?.faults).toMatchObject([{ code: 'too-many-documents' }]);
    expect(scene.published.length).toBeLessThan(5);
  });
});

describe('the limit of pages', () => {
  it('holds while a document is read: no other one is asked for, and what was left out is known', async () => {
    const site = {
      'sitemap.xml': index('a.xml', 'b.xml', 'c.xml'),
      'a.xml': urlset('a', 30),
      'b.xml': urlset('b', 30),
    };
    const scene = await sceneOf(answerOf(site), { limits: { maxPages: 20 } });
    await readAll(scene);
    expect(await urlsOf(scene)).toHaveLength(20);
    expect([asked(scene, 'b.xml'), asked(scene, 'c.xml')]).toEqual([0, 0]);
    expect(await progressOf(scene)).toMatchObject({ leftOut: 10, left: 2, documents: 2 });
  });

  it('is filled up to the last page where documents name the same URLs', async () => {
    const site = {
      'sitemap.xml': index('a.xml', 'again.xml', 'b.xml'),
      'a.xml': urlset('a', 15),
      'again.xml': urlset('a', 15),
      'b.xml': urlset('b', 15),
    };
    const scene = await sceneOf(answerOf(site), { limits: { maxPages: 20 } });
    await readAll(scene);
    expect(await urlsOf(scene)).toHaveLength(20);
  });
});

describe('a large source', () => {
  it('is begun with its first thousand URLs, and read on in the middle of a document', async () => {
    const scene = await sceneOf(answerOf({ 'sitemap.xml': gzipSync(urlset('large', 20_000)) }));
    const { calls } = await readAll(scene);
    expect(calls[0]).toMatchObject({ more: true });
    expect(calls[0]?.seeds).toBeLessThan(3_000);
    expect(calls.length).toBeGreaterThan(3);
    expect(await urlsOf(scene)).toHaveLength(20_000);
    expect(asked(scene, 'sitemap.xml')).toBe(1);
    expect(await progressOf(scene)).toMatchObject({ urls: 20_000, documents: 1, left: 0, faultCount: 0 });
  });

  it('goes on where an attempt died, and nothing of either is left behind or forgotten', async () => {
    const site = {
      'sitemap.xml': index('none.xml', 'a.xml', 'b.xml', 'c.xml'),
      'a.xml': urlset('a', 300),
      'b.xml': urlset('b', 300),
      'c.xml': urlset('c', 300),
    };
    const answer = answerOf(site);
    const scene = await sceneOf((message) => (message.url.endsWith('c.xml') ? null : answer(message)));
    const dying = new AbortController();
    scene.answer = (message) => {
      if (!message.url.endsWith('c.xml')) return answer(message);
      dying.abort(new Error('the process is gone'));
      return null;
    };
    const attempt = inActivity(() => createDiscover(scene.ports).discover({ runId: 'run_1' }), dying.signal);
    await expect(attempt).rejects.toThrow('the process is gone');
    await scene.ports.blobs.put('runs/run_1/0/pack.of-the-dead', Buffer.from('x'));
    scene.answer = answer;
    await readAll(scene);
    expect(await urlsOf(scene)).toHaveLength(900);
    expect([asked(scene, 'a.xml'), asked(scene, 'b.xml')]).toEqual([1, 1]);
    const progress = await progressOf(scene);
    expect(progress).toMatchObject({ documents: 5, urls: 900, faultCount: 1 });
    expect(progress?.faults[0]?.at).toBeInstanceOf(Date);
    expect(await filesLeft(scene)).toEqual([]);
  });

  it('is never held whole, and leaves the process to others while it is read', async () => {
    const scene = await sceneOf(answerOf({ 'sitemap.xml': 'x' }), { limits: { maxPages: 1_000 } });
    const blobs = endlessDocument(scene.ports.blobs, 16 * 1024 * 1024);
    scene.answer = ({ kind, url }) =>
      kind === 'robots'
        ? { outcome: 'http-error', status: 404 }
        : { body: '', pack: { key: 'endless', offset: 0, length: blobs.bytes }, finalUrl: url };
    const before = blobs.heldMb();
    const ports = { ...scene.ports, blobs: blobs.store };
    await inActivity(() => createDiscover(ports).discover({ runId: 'run_1' }));
    expect(blobs.read()).toBe(blobs.bytes);
    expect(blobs.peakMb() - before).toBeLessThan(20);
    expect(blobs.longestTurnMs()).toBeLessThan(250);
  }, 120_000);
});
