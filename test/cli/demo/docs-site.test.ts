// The documentation server and its counts, on a manual of five pages: conditional answers, overlay, scenario.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DocsSite, startDocsSite } from '../../real-site/docs-site.ts';
import { withoutLinksTo } from '../../real-site/overlay.ts';
import { reachablePages } from '../../real-site/reachable.ts';
import { applyScenario } from '../../real-site/scenario.ts';

const FILES: Readonly<Record<string, string>> = {
  'index.html':
    '<link rel="next" href="a.html"><a title="x > y" href="a.html#top">A</a> <a href=\'b.html\'>B</a>',
  'a.html':
    '<p>words</p><!-- <a href="hidden.html">H</a> --><a href="https://example.org/">out</a><a href="c.html">C</a>',
  'b.html': '<a id="anchor"></a><a href="lost.html">L</a><a accesskey="n" href="a.html">Next</a>',
  'c.html': '<p>no links, only <a href="#here">itself</a></p>',
  'alone.html': '<a href="index.html">I</a>',
};

let root: string;
let site: DocsSite;

async function serve(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, body] of Object.entries(files)) await writeFile(join(root, name), body);
  site = await startDocsSite({ root, port: 0 });
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'docs-site-'));
});

afterEach(async () => {
  await site.stop();
  await rm(root, { recursive: true });
});

describe('the documentation site', () => {
  it('answers 304 to its own validators until the page is altered, and writes it all down', async () => {
    await serve(FILES);
    const first = await fetch(`${site.url}/a.html`);
    const tag = first.headers.get('etag') ?? '';
    const since = first.headers.get('last-modified') ?? '';
    site.resetLog();
    expect((await fetch(`${site.url}/a.html`, { headers: { 'if-none-match': tag } })).status).toBe(304);
    expect((await fetch(`${site.url}/a.html`, { headers: { 'if-modified-since': since } })).status).toBe(304);
    site.overlay.alter('/a.html', (html) => html.replace('words', 'other words'));
    const third = await fetch(`${site.url}/a.html`, { headers: { 'if-none-match': tag } });
    expect([third.status, (await third.text()).includes('other words')]).toEqual([200, true]);
    expect(site.requests().map(({ path, status }) => `${path} ${status}`)).toEqual([
      '/a.html 304',
      '/a.html 304',
      '/a.html 200',
    ]);
    expect(site.requests()[0]).toMatchObject({ method: 'GET', ifNoneMatch: tag });
    expect(await readFile(join(root, 'a.html'), 'utf8')).toBe(FILES['a.html']);
  });

  it('has one address for its first page', async () => {
    await serve(FILES);
    const response = await fetch(`${site.url}/`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([301, '/index.html']);
  });

  it('removes a page with every link to it, and says who linked', async () => {
    await serve(FILES);
    expect(site.overlay.remove('/a.html', 'unlink').toSorted()).toEqual(['/b.html', '/index.html']);
    expect((await fetch(`${site.url}/a.html`)).status).toBe(404);
    expect(site.read('/index.html')).toBe("A <a href='b.html'>B</a>");
    expect(site.read('/b.html')).toContain('<a id="anchor"></a>');
  });

  it('keeps the words of a link that is taken out', () => {
    const html = '<a href="a.html"><code>A</code></a> <a href="aa.html">AA</a>';
    expect(withoutLinksTo('a.html', html)).toBe('<code>A</code> <a href="aa.html">AA</a>');
  });
});

describe('the independent count', () => {
  it('follows anchors, not comments, other sites or pages nobody links to', async () => {
    await serve(FILES);
    const reach = reachablePages('/index.html', (path) => site.read(path));
    expect(reach).toMatchObject({
      pages: ['/a.html', '/b.html', '/c.html', '/index.html'],
      missing: ['/lost.html'],
      deadEnds: ['/c.html'],
      externalLinks: 1,
    });
    expect(reach.linkedFrom.get('/a.html')).toEqual(['/index.html', '/b.html']);
  });
});

describe('the scenario', () => {
  it('alters seven pages, removes two and adds one, the same ones each time', async () => {
    const prose =
      'A sentence that is long enough to count as prose because it goes on for more than eighty letters.';
    const names = Array.from({ length: 30 }, (_, at) => `page-${String(at).padStart(2, '0')}.html`);
    const links = names.map((name) => `<a href="${name}">${name}</a>`).join('');
    const page = (at: number) =>
      `<body><p>${prose}</p><a href="index.html">Home</a><a href="${names[(at + 1) % 30] ?? ''}">Next</a></body>`;
    await serve({ 'index.html': links, ...Object.fromEntries(names.map((name, at) => [name, page(at)])) });
    const expected = applyScenario(site);
    expect(expected.changed).toHaveLength(7);
    expect(new Set([...expected.changed, ...expected.removed, ...expected.added]).size).toBe(10);
    expect(expected.reachable).toBe(31 - 2 + 1);
    const [unlinked, dangling] = expected.removed;
    const after = reachablePages('/index.html', (path) => site.read(path));
    expect(after.pages).toContain('/webloom-added-page.html');
    expect(after.missing).toEqual([dangling]);
    expect(after.linkedFrom.has(unlinked)).toBe(false);

    await site.stop();
    site = await startDocsSite({ root, port: 0 });
    expect(applyScenario(site)).toEqual(expected);
  });
});
