import { describe, expect, it } from 'vitest';
import { PRODUCT_PAGE } from '../support/product-page.ts';
import type { Harness } from './harness.ts';
import { HTML, createPreviewScene } from './preview-scene.ts';

const URL = 'https://shop.example/socks/wool';

describe('the parts of a preview', () => {
  async function seen(): Promise<{ harness: Harness; at: string }> {
    const { preview, harness } = await createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });
    const { body } = await preview({ url: URL });
    return { harness, at: `/v1/previews/${body.previewId}` };
  }

  it('shows the page under a policy that lets nothing load', async () => {
    const { harness, at } = await seen();
    const { headers, body, statusCode } = await harness.app.inject({ url: `${at}/page` });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(body).not.toContain('<script');
    const picked = await harness.app.inject({ url: `${at}/page?picker=true` });
    const [, nonce = ''] =
      /script-src 'nonce-([^']+)'/.exec(String(picked.headers['content-security-policy'])) ?? [];
    expect(nonce).not.toBe('');
    expect(picked.body).toContain(`<script nonce="${nonce}">`);
  });

  it('suggests selectors for an element that was picked, and shows what they watch', async () => {
    const { harness, at } = await seen();
    const outline = (await harness.app.inject({ url: `${at}/outline` })).json();
    const price = outline.items.find((item: { text: string }) => item.text.startsWith('12.90'));
    expect(price).toMatchObject({ label: 'p.product-price' });
    const { body } = await harness.app.inject({
      method: 'POST',
      url: `${at}/select`,
      payload: { node: price.node },
    });
    const part = JSON.parse(body);
    expect(part).toMatchObject({
      selector: '.product-price',
      matches: 1,
      nodes: [price.node],
      values: ['12.90 €'],
      text: { lines: ['12.90 €'], lineCount: 1, fault: null },
    });
    expect(part.suggestions[0]).toMatchObject({
      sturdiness: 'fair',
      why: expect.stringContaining('class names'),
    });
    expect(part.around[0]).toMatchObject({ label: 'main#content' });
  });

  it('leaves out what is excluded', async () => {
    const { harness, at } = await seen();
    const payload = { selector: '#content', exclude: ['.stock', 'button'] };
    const part = (await harness.app.inject({ method: 'POST', url: `${at}/select`, payload })).json();
    expect(part.text.lines).toEqual([
      'Wool sock',
      '12.90 €',
      'Warm, grey, knitted from the wool of mountain sheep.',
    ]);
    expect(part.excluded).toHaveLength(2);
  });

  it('says when a selector finds nothing, and when it is none', async () => {
    const { harness, at } = await seen();
    const post = (payload: object) => harness.app.inject({ method: 'POST', url: `${at}/select`, payload });
    expect((await post({ selector: '.nowhere' })).json()).toMatchObject({
      matches: 0,
      text: { fault: expect.stringContaining('Nothing') },
    });
    const wrong = await post({ selector: 'p[', exclude: ['ok', '//['] });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/selector',
      '/exclude/1',
    ]);
  });

  it('tries rules: what they watch, whether they fire, what becomes of an imagined change', async () => {
    const { harness, at } = await seen();
    const post = async (payload: object) =>
      (await harness.app.inject({ method: 'POST', url: `${at}/try`, payload })).json();
    const edit = { find: '12.90', replaceBy: '9.90' };
    const told = await post({ changes: { scope: { include: ['main'] } }, edit });
    expect(told).toMatchObject({ conditions: null, edit: { told: true } });
    const quiet = await post({ changes: { scope: { include: ['main'] }, triggerText: ['sold out'] }, edit });
    expect(quiet).toMatchObject({
      edit: { told: false, step: 'trigger', reason: expect.stringContaining('trigger texts') },
    });
    const priced = await post({
      changes: { priceRules: [{ kind: 'target', amount: '15' }, { kind: 'out-of-stock' }] },
    });
    expect(priced.priceRules).toMatchObject([{ firesNow: true }, { firesNow: false }]);
    const other = await post({ changes: { scope: { include: ['h1'] } }, edit });
    expect(other.edit).toMatchObject({ told: false, step: 'part' });
  });

  it('tells of an imagined title where the whole page is watched, as a run does', async () => {
    const { harness, at } = await seen();
    const post = async (changes: object) =>
      (
        await harness.app.inject({
          method: 'POST',
          url: `${at}/try`,
          payload: { changes, edit: { find: 'Wool sock | Shop', replaceBy: 'Silk sock' } },
        })
      ).json().edit;
    expect(await post({})).toMatchObject({ told: true, reason: expect.stringContaining('Title went from') });
    expect(await post({ scope: { include: ['main'] } })).toMatchObject({ told: false, step: 'part' });
  });

  it('tries price rules on the price that was seen, and says the same of an imagined price', async () => {
    const { harness, at } = await seen();
    const post = (payload: object) => harness.app.inject({ method: 'POST', url: `${at}/try`, payload });
    const changes = {
      watch: 'price-and-stock',
      priceRules: [{ kind: 'target', amount: '10' }, { kind: 'back-in-stock' }],
    };
    const tried = (await post({ changes })).json();
    expect(tried.priceMoves).toMatchObject([
      { told: true, before: { price: { amount: '12.90' } }, after: { price: { amount: '9.90' } } },
      { told: false, after: { price: { amount: '11.45' } } },
      { about: 'availability', told: true, after: { availability: 'InStock' } },
    ]);
    const imagined = async (find: string, replaceBy: string) =>
      (await post({ changes, edit: { find, replaceBy } })).json().edit;
    expect(await imagined('12.90', '9.90')).toMatchObject({ told: true, step: 'price' });
    expect(await imagined('12.90 €', '11.90 €')).toMatchObject({ told: false, step: 'price' });
    expect(await imagined('Warm, grey', 'Cold, blue')).toMatchObject({
      told: false,
      reason: expect.stringContaining('only price and stock'),
    });
  });

  it('refuses a rule about text where price and stock alone are told, and says what to write', async () => {
    const { harness, at } = await seen();
    const conditions = { all: [{ on: 'number', is: '<', value: 50 }], any: [] };
    const changes = { watch: 'price-and-stock', conditions };
    const refused = await harness.app.inject({ method: 'POST', url: `${at}/try`, payload: { changes } });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors).toMatchObject([
      { pointer: '/changes/conditions/all/0', detail: expect.stringContaining('"below 50"') },
    ]);
  });
});
