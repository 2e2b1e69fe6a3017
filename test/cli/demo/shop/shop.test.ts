// The demo shop over real sockets: status codes, conditional answers, noise, acts, and links that lead somewhere.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateOfAct } from '../../../../cli/demo/shop/act.ts';
import { type Shop, BUSY_PATH, MISSING_PATH, SLOW_PATH, startShop } from '../../../../cli/demo/shop/shop.ts';
import { pagePaths } from '../../../../cli/demo/shop/site-map.ts';

let shop: Shop;

beforeEach(async () => {
  shop = await startShop({ port: 0 });
});

afterEach(async () => {
  await shop.stop();
});

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(shop.url + path, { headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** The paths linked from a page, by a plain search that knows nothing of Webloom. */
function linkedPaths(body: string): string[] {
  return [...body.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
}

async function crawl(): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const queue = ['/'];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path) || path.startsWith('/cart') || path.startsWith('/search')) continue;
    const { status, body } = await get(path);
    seen.set(path, status);
    queue.push(...linkedPaths(body));
  }
  return seen;
}

describe('the demo shop', () => {
  it('links every page it has, and only one address that is missing', async () => {
    await get(BUSY_PATH);
    const seen = await crawl();
    expect(seen.get(MISSING_PATH)).toBe(404);
    seen.delete(MISSING_PATH);
    expect([...seen.keys()].toSorted()).toEqual(pagePaths(stateOfAct(1)).toSorted());
    expect([...seen.values()].every((status) => status === 200)).toBe(true);
  });

  it('answers 503 to the first request for the busy page in every act', async () => {
    const first = await get(BUSY_PATH);
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await get(BUSY_PATH)).status).toBe(200);
    shop.advance();
    expect((await get(BUSY_PATH)).status).toBe(503);
  });

  it('takes its time for the slow page', async () => {
    const before = Date.now();
    expect((await get(SLOW_PATH)).status).toBe(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(1400);
  });

  it('answers 304 for an article until the article changes', async () => {
    const path = '/journal/care-of-carbon-steel';
    const first = await get(path);
    const tag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect((await get(path, { 'if-none-match': `"other", W/${tag}` })).status).toBe(304);
    expect((await get(path, { 'if-modified-since': modified })).status).toBe(304);
    expect((await get(path, { 'if-none-match': '"other"', 'if-modified-since': modified })).status).toBe(200);
    shop.advance();
    expect((await get(path, { 'if-none-match': tag })).status).toBe(200);
    expect((await get(path, { 'if-modified-since': modified })).status).toBe(200);
  });

  it('puts noise on product pages and offers no validators for them', async () => {
    const [one, other] = [await get('/product/arc-kettle'), await get('/product/arc-kettle')];
    expect(one.body).not.toBe(other.body);
    expect(one.headers.get('etag')).toBeNull();
  });

  it('says 410 for a product that is gone, and drops its links and its place in the sitemap', async () => {
    expect((await get('/product/brass-compass')).status).toBe(200);
    shop.advance();
    expect((await get('/product/brass-compass')).status).toBe(410);
    expect((await get('/outdoor?page=3')).body).not.toContain('brass-compass');
    expect((await get('/sitemap.xml')).body).not.toContain('brass-compass');
    expect((await get('/sitemap.xml')).body).toContain(`${shop.url}/product/river-boots`);
  });

  it('moves on when told to by this machine, but not by a website in its browser', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${shop.url}/__advance`, { method: 'POST', headers });
    expect((await post({ origin: 'https://example.org' })).status).toBe(403);
    expect(shop.act).toBe(1);
    expect((await post({})).status).toBe(200);
    expect(shop.act).toBe(2);
  });

  it('keeps a log of what it was asked', async () => {
    await get('/about', { 'if-none-match': '"x"', 'user-agent': 'tester' });
    expect(shop.requests()).toMatchObject([
      { method: 'GET', path: '/about', status: 200, ifNoneMatch: '"x"', userAgent: 'tester', act: 1 },
    ]);
  });

  it('stops at once, even in the middle of the slow page', async () => {
    const slow = get(SLOW_PATH).then(
      () => 'answered',
      () => 'cut off',
    );
    await get('/about');
    await shop.stop();
    expect(await slow).toBe('cut off');
    shop = await startShop({ port: 0 });
  });

  it('says which port is taken', async () => {
    await expect(startShop({ port: shop.port })).rejects.toThrow(`127.0.0.1:${shop.port}`);
  });
});
