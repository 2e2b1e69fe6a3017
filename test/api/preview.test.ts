import { describe, expect, it } from 'vitest';
import { awayError } from '../../activities/preview/prompt-broker.ts';
import type { Answer } from '../support/dispatch-scene.ts';
import { PRODUCT_PAGE } from '../support/product-page.ts';
import { HTML, createPreviewScene } from './preview-scene.ts';

const URL = 'https://shop.example/socks/wool';

describe('POST /v1/preview', () => {
  it('tells what a run would make of a product page', async () => {
    const { preview } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    const { status, body } = await preview({ url: URL });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outcome: 'understood',
      problem: null,
      step: 'done',
      fetched: { status: 200, finalUrl: URL },
      robots: { url: 'https://shop.example/robots.txt', status: 'none', allowed: true },
      page: {
        type: 'product',
        title: 'Wool sock | Shop',
        lang: 'en',
        price: { price: { amount: '12.90', currency: 'EUR' }, source: 'json-ld', availability: 'InStock' },
        product: { name: 'Wool sock', sku: 'W-1' },
        declared: {
          format: 'html',
          feeds: [{ url: 'https://shop.example/news.xml', title: 'News' }],
        },
        text: { fault: null },
      },
    });
    expect(body).toHaveProperty('page.noise', [
      { text: 'Updated 3 minutes ago', rule: expect.any(String), whole: expect.any(Boolean) },
    ]);
  });

  it('asks for robots.txt first, and leaves no file behind', async () => {
    const { preview, dispatch } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    const { body } = await preview({ url: URL });
    expect(dispatch.published.map(({ kind }) => kind)).toEqual(['robots', 'page']);
    expect((body['steps'] as { step: string }[]).map(({ step }) => step)).toEqual([
      'wait',
      'robots',
      'fetch',
      'read',
      'done',
    ]);
    const left: string[] = [];
    for await (const key of dispatch.ports.blobs.list('runs/')) left.push(key);
    expect(left).toEqual([]);
  });

  it('suggests jobs that can be created as they are', async () => {
    const { preview, harness } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    const { body } = await preview({ url: URL, fetch: { headers: [{ name: 'Cookie', value: 's3cret' }] } });
    const suggestions = body['suggestions'] as { kind: string; job: object }[];
    expect(suggestions.map(({ kind }) => kind)).toEqual(['price', 'text', 'feed', 'site']);
    expect(JSON.stringify(body)).not.toContain('s3cret');
    for (const { job } of suggestions) {
      const response = await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload: job });
      expect(response.statusCode).toBe(201);
    }
  });

  it('does not ask where robots.txt forbids it, and says which line does', async () => {
    const robots = { body: 'User-agent: *\nDisallow: /socks', headers: { 'content-type': 'text/plain' } };
    const { preview, dispatch } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML }, robots);
    const { status, body } = await preview({ url: URL });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outcome: 'unfetched',
      problem: { reason: 'robots-disallowed', remedy: expect.stringContaining('robots.txt') },
      robots: { allowed: false, rule: 'line 2: disallow /socks' },
    });
    expect(dispatch.published.map(({ kind }) => kind)).toEqual(['robots']);
  });

  it.each<[string, Answer, string, RegExp]>([
    [
      'a name that is not known',
      { outcome: 'failed', reason: 'dns', retryable: false },
      'dns',
      /how the host is written/,
    ],
    [
      'a refusal',
      { outcome: 'http-error', reason: 'http-error', status: 403 },
      'http-error',
      /refuses access/,
    ],
    [
      'a page that asks who it is',
      { outcome: 'http-error', reason: 'http-error', status: 401 },
      'http-error',
      /by a login \(--login/,
    ],
    [
      'a page that is not there',
      { outcome: 'http-error', reason: 'not-found', status: 404 },
      'not-found',
      /a page that is not there can not be watched/,
    ],
    [
      'a fault of the site',
      { outcome: 'http-error', reason: 'http-error', status: 500, retryable: true },
      'http-error',
      /fault of its own/,
    ],
    [
      'a picture',
      { outcome: 'failed', reason: 'not-a-page', status: 200 },
      'not-a-page',
      /can not be watched/,
    ],
    [
      'a private address behind a name',
      { outcome: 'refused', reason: 'address-not-allowed' },
      'address-not-allowed',
      /WEBLOOM_ALLOW_HOSTS/,
    ],
    ['a slow page', { outcome: 'failed', reason: 'timeout', retryable: true }, 'timeout', /slow/],
  ])('tells %s as an outcome with a remedy', async (_what, answer, reason, remedy) => {
    const { preview } = await createPreviewScene(answer);
    const { status, body } = await preview({ url: URL });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'unfetched', page: null, suggestions: [], problem: { reason } });
    expect(body['problem']).toHaveProperty('remedy', expect.stringMatching(remedy));
  });

  it('asks nobody for a private address, and says how to allow it', async () => {
    const { preview, dispatch } = await createPreviewScene({ body: PRODUCT_PAGE });
    const { status, body } = await preview({ url: 'http://192.168.0.1/admin' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'unfetched', problem: { reason: 'address-not-allowed' } });
    expect(dispatch.published).toEqual([]);
  });

  it('names a wall and what to do about it', async () => {
    const login =
      '<title>Sign in</title><form action="/login"><h1>Sign in</h1><input name="user"><input type="password"><button>Log in</button></form>';
    const { preview } = await createPreviewScene({ body: login, headers: HTML });
    const { body } = await preview({ url: 'https://shop.example/login' });
    expect(body).toMatchObject({
      outcome: 'wall',
      page: { wall: true, subtype: 'login' },
      problem: { remedy: expect.stringContaining('Make a login for the site') },
      suggestions: [],
    });
  });

  it.each([
    ['json', 'application/json', '{"stock":{"name":"sock","count":3}}'],
    ['text', 'text/plain', 'first line\nsecond line'],
    ['xml', 'application/xml', '<list><item>one</item></list>'],
    [
      'feed',
      'application/rss+xml',
      '<rss version="2.0"><channel><title>N</title><item><title>One</title><link>https://shop.example/1</link></item></channel></rss>',
    ],
    [
      'sitemap',
      'application/xml',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://shop.example/1</loc></url></urlset>',
    ],
  ])('understands %s as what it is', async (format, type, body) => {
    const { preview } = await createPreviewScene({ body, headers: { 'content-type': type } });
    const answer = await preview({ url: 'https://shop.example/data' });
    expect(answer.body).toMatchObject({ outcome: 'understood', page: { declared: { format } } });
    const [first] = answer.body['suggestions'] as { kind: string }[];
    expect(first?.kind).toBe(format === 'feed' || format === 'sitemap' ? format : 'text');
  });

  it('tells a wrong scheme and a name no header can carry at their places', async () => {
    const { preview } = await createPreviewScene({ body: PRODUCT_PAGE });
    const { status, body } = await preview({ url: 'htp:/x', fetch: { userAgent: 'a\nb' } });
    expect(status).toBe(422);
    expect(body['errors']).toEqual([
      expect.objectContaining({
        pointer: '/url',
        detail: expect.stringContaining('htp: is no scheme Webloom can fetch; write http:// or https://'),
      }),
      expect.objectContaining({ pointer: '/fetch/userAgent', code: 'invalid-header' }),
    ]);
  });

  it('tells faults of the request at their place in it', async () => {
    const { preview } = await createPreviewScene({ body: PRODUCT_PAGE });
    const wrong = await preview({
      url: 'shop.example',
      fields: [{ name: 'price', locators: [{ selector: 'p[' }] }],
      changes: { scope: { include: ['//['] } },
    });
    expect(wrong.status).toBe(422);
    expect((wrong.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/changes/scope/include/0',
      '/fields/0/locators/0/selector',
      '/url',
    ]);
    expect((await preview({ url: URL, colour: 'red' })).status).toBe(422);
  });

  it('answers at once when it is asked not to wait, and can be asked again', async () => {
    const { preview, harness } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    const look = harness.look;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    harness.look = async (wanted, signal) => {
      await held;
      return look(wanted, signal);
    };
    const { body } = await preview({ url: URL, wait: false });
    expect(body).toMatchObject({ outcome: 'pending', step: 'wait' });
    release();
    const read = async () => (await harness.app.inject({ url: `/v1/previews/${body.previewId}` })).json();
    await expect.poll(async () => (await read()).outcome).toBe('understood');
  });

  it('takes no more looks than it can hold, and says to try again', async () => {
    const { preview, harness } = await createPreviewScene({ body: PRODUCT_PAGE });
    harness.look = () => new Promise(() => undefined);
    for (let at = 0; at < 6; at += 1) await preview({ url: `${URL}/${at}`, wait: false });
    const { status, body } = await preview({ url: URL });
    expect(status).toBe(429);
    expect(body['detail']).toContain('Try again');
  });

  it('says of a file what it is, and of a web page that it is none', async () => {
    const file = await createPreviewScene({
      body: String.raw`{\rtf1\ansi Prices of the season\par Tent 240 EUR\par}`,
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect((await file.preview({ url: URL })).body).toMatchObject({
      outcome: 'understood',
      page: { document: 'rtf', text: { lines: ['Prices of the season', 'Tent 240 EUR'] } },
    });
    const web = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    expect((await web.preview({ url: URL })).body).toMatchObject({ page: { document: null } });
  });

  it('lets one more wait until another is over', async () => {
    const { preview, harness } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    const look = harness.look;
    const ends: (() => void)[] = [];
    harness.look = async (wanted, signal) => {
      if (wanted.url === URL) return look(wanted, signal);
      await new Promise<void>((resolve) => ends.push(resolve));
      return look(wanted, signal);
    };
    for (let at = 0; at < 6; at += 1) await preview({ url: `${URL}/${at}`, wait: false });
    const seventh = preview({ url: URL });
    await expect.poll(() => ends.length).toBe(6);
    ends[0]?.();
    expect(await seventh).toMatchObject({ status: 200, body: { outcome: 'understood' } });
  });

  it('tells a look that does not end as a slow page', async () => {
    const { preview, harness } = await createPreviewScene({ body: PRODUCT_PAGE });
    harness.look = (_wanted, signal) =>
      new Promise((_resolve, reject) => {
        Object.defineProperty(signal, 'aborted', { value: true });
        reject(new Error('aborted'));
      });
    expect(await preview({ url: URL })).toMatchObject({
      status: 200,
      body: { problem: { reason: 'timeout' } },
    });
  });

  it('tells that the broker is away, at once and to who asks again', async () => {
    const { preview, harness } = await createPreviewScene({ body: PRODUCT_PAGE });
    harness.look = () => Promise.reject(awayError());
    expect(await preview({ url: URL })).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('RabbitMQ is away') },
    });
    const { body } = await preview({ url: URL, wait: false });
    const read = async () => (await harness.app.inject({ url: `/v1/previews/${body.previewId}` })).json();
    await expect.poll(read).toMatchObject({
      outcome: 'unfetched',
      problem: {
        what: expect.stringContaining('RabbitMQ is away'),
        remedy: expect.stringContaining('Look again'),
      },
    });
  });

  it('forgets a preview after an hour and says to look again', async () => {
    const { preview, harness } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    const { body } = await preview({ url: URL });
    harness.now += 3_600_001;
    const late = await harness.app.inject({ url: `/v1/previews/${body.previewId}` });
    expect(late.statusCode).toBe(404);
    expect(late.json().detail).toContain('Look at the page again');
  });
});
