// A preview of a page that scripts build: it is opened in a browser, as a run would, and what can't be had so is told.
import { describe, expect, it } from 'vitest';
import { PRODUCT_PAGE } from '../support/product-page.ts';
import { HTML, createPreviewScene } from './preview-scene.ts';

const URL = 'https://shop.example/socks/wool';
const SHELL = `<!doctype html><title>Shop</title><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="/app.js"></script>`;
const NONE = { outcome: 'http-error', status: 404 } as const;

const stepsOf = (body: Record<string, unknown>): string[] =>
  (body['steps'] as { step: string }[]).map(({ step }) => step);

describe('a preview of a page built by scripts', () => {
  it('shows it as a browser does, and says so', async () => {
    const shell = { body: SHELL, headers: HTML };
    const { preview, dispatch } = await createPreviewScene(shell, NONE, {
      body: PRODUCT_PAGE,
      headers: HTML,
    });
    const { body } = await preview({ url: URL });
    expect(body).toMatchObject({
      outcome: 'understood',
      problem: null,
      fetched: { status: 200, rendered: true },
      page: { type: 'product', price: { price: { amount: '12.90', currency: 'EUR' } } },
    });
    expect(stepsOf(body)).toEqual(['wait', 'robots', 'fetch', 'read', 'render', 'read', 'done']);
    expect(dispatch.published.map(({ kind, fetch }) => [kind, fetch.render])).toEqual([
      ['robots', undefined],
      ['page', undefined],
      ['page', true],
    ]);
  });

  it('stays with what was sent where that is whole', async () => {
    const { preview, dispatch } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    const { body } = await preview({ url: URL });
    expect(stepsOf(body)).not.toContain('render');
    expect(body).not.toHaveProperty('fetched.rendered');
    expect(dispatch.published.some(({ fetch }) => fetch.render === true)).toBe(false);
  });

  it('says what robots.txt kept its scripts from asking for', async () => {
    const why = 'robots.txt of api.example does not allow it (line 2: disallow /api/)';
    const calls = [
      { host: 'api.example', sent: 1, refused: 3, why },
      { host: 'shop.example', sent: 2, refused: 0 },
    ];
    const shown = { body: PRODUCT_PAGE, headers: HTML, calls };
    const { preview } = await createPreviewScene({ body: SHELL, headers: HTML }, NONE, shown);
    const { body } = await preview({ url: URL });
    expect(body['refusedCalls']).toEqual([{ host: 'api.example', refused: 3, why }]);
  });

  it('asks no browser where the job wants none', async () => {
    const { preview, dispatch } = await createPreviewScene({ body: SHELL, headers: HTML });
    const { body } = await preview({ url: URL, fetch: { render: 'never' } });
    expect(body).toMatchObject({
      outcome: 'wall',
      problem: { remedy: expect.stringContaining('fetch.render') },
    });
    expect(dispatch.published.some(({ fetch }) => fetch.render === true)).toBe(false);
  });

  it('asks a browser at once where the job wants one always', async () => {
    const { preview, dispatch } = await createPreviewScene(NONE, NONE, { body: PRODUCT_PAGE, headers: HTML });
    const { body } = await preview({ url: URL, fetch: { render: 'always' } });
    expect(body).toMatchObject({ outcome: 'understood', fetched: { rendered: true } });
    expect(dispatch.published.map(({ fetch }) => fetch.render)).toEqual([undefined, true]);
  });

  it('says why no browser could show a page without text', async () => {
    const failed = { outcome: 'failed', reason: 'no-browser', retryable: false } as const;
    const { preview } = await createPreviewScene({ body: SHELL, headers: HTML }, NONE, failed);
    const { body } = await preview({ url: URL });
    expect(body).toMatchObject({
      outcome: 'wall',
      problem: {
        reason: 'no-browser',
        what: expect.stringMatching(/^The page is a wall.*No browser could show it/),
        remedy: expect.stringContaining('chromium-headless-shell'),
      },
    });
  });

  it('looks for a field that is not in what was sent, and stays with that where a browser lacks it as well', async () => {
    const page = PRODUCT_PAGE.replace('</body>', '<script src="/app.js"></script></body>');
    const fields = [{ name: 'stock', locators: [{ selector: '#stock' }] }];
    const filled = page.replace('</body>', '<p id="stock">3 left</p></body>');
    const found = await createPreviewScene({ body: page, headers: HTML }, NONE, {
      body: filled,
      headers: HTML,
    });
    const shown = await found.preview({ url: URL, fields });
    expect(shown.body).toMatchObject({
      fetched: { rendered: true },
      page: { fields: [{ name: 'stock', found: true }] },
    });
    const lacking = await createPreviewScene({ body: page, headers: HTML });
    const same = await lacking.preview({ url: URL, fields });
    expect(lacking.dispatch.published.some(({ fetch }) => fetch.render === true)).toBe(true);
    expect(same.body).not.toHaveProperty('fetched.rendered');
    expect(same.body).toMatchObject({
      outcome: 'understood',
      page: { fields: [{ name: 'stock', found: false }] },
    });
  });
});
