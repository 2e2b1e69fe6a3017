// The language model behind a watch in plain words: away, refusing, wild, and bounded.
import { describe, expect, it, onTestFinished } from 'vitest';
import { hangs, MODEL_KEY, says, sends } from '../support/model-server.ts';
import { COFFEE, coffeeScene, createAskScene, PAGE_URL } from './ask-scene.ts';
import { createPreviewScene, HTML } from './preview-scene.ts';

describe('a language model that is asked about a page', () => {
  it.each([
    [401, 'It refuses the key (401). Set WEBLOOM_MODEL_KEY right'],
    [404, 'Set WEBLOOM_MODEL to the name of a model it has'],
    [500, 'It fails (500)'],
    [302, 'no redirect is followed with a key'],
  ])('that answers %i is told as away, with what to do', async (code, words) => {
    const shop = await coffeeScene();
    shop.server.saying = sends(code, { error: `bad key ${MODEL_KEY}` });
    const { status, body } = await shop.ask('the price');
    expect(status).toBe(503);
    expect(body.detail).toContain(words);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('passes on when it may be asked again', async () => {
    const shop = await coffeeScene();
    shop.server.saying = sends(429, {}, { 'retry-after': '44' });
    expect(await shop.ask('the price')).toMatchObject({ status: 503, headers: { 'retry-after': '44' } });
  });

  it('has so many tokens for a workspace in a day', async () => {
    const shop = await coffeeScene({ tokensPerDay: 3_000 });
    shop.server.saying = says({}, 1_900);
    expect((await shop.ask('the price')).status).toBe(200);
    const { status, body, headers } = await shop.ask('the price');
    expect(status).toBe(429);
    expect(body.detail).toMatch(
      /^A workspace has 3,000 tokens of the language model a day\. 1,900 are used, .+ begins anew at 2026-01-16 00:00 UTC/,
    );
    expect(headers['retry-after']).toBe('43200');
    expect(shop.server.asked).toHaveLength(1);
  });

  it('counts what was reckoned where it tells no tokens, and nothing where it took no question', async () => {
    const shop = await coffeeScene();
    shop.server.saying = sends(401, {});
    await shop.ask('the price');
    shop.server.saying = says({}, null);
    const { body } = await shop.ask('the price');
    const { spent, used } = body.tokens;
    expect(spent).toBe(used);
    expect(spent).toBeGreaterThan(1_000);
    expect(spent).toBeLessThan(3_000);
  });

  it('counts no more than ten times what was reckoned of a server that counts wildly', async () => {
    const shop = await coffeeScene();
    shop.server.saying = says({}, 9_000_000_000);
    const { body } = await shop.ask('the price');
    expect(body.tokens.spent).toBeLessThan(30_000);
  });

  it('answers four at a time', async () => {
    const shop = await coffeeScene();
    shop.server.saying = hangs;
    const open = Array.from({ length: 4 }, () => shop.ask('the price'));
    await expect.poll(() => shop.server.asked.length).toBe(4);
    expect(await shop.ask('the price')).toMatchObject({ status: 429 });
    await shop.server.close();
    expect((await Promise.all(open)).map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  });

  it('is asked about web pages alone', async () => {
    const json = await createAskScene('{"price": 3}', {}, 'application/json');
    onTestFinished(() => json.close());
    expect(await json.ask('the price')).toMatchObject({ status: 409 });
    expect(json.server.asked).toEqual([]);
  });

  it('is not there unless somebody sets one up', async () => {
    const { preview, harness } = await createPreviewScene({ body: COFFEE, headers: HTML });
    onTestFinished(() => harness.app.close());
    const { body } = await preview({ url: PAGE_URL });
    expect(body['links']).not.toHaveProperty('ask');
    const url = `/v1/previews/${body.previewId}/ask`;
    const answer = await harness.app.inject({ method: 'POST', url, payload: { wish: 'the price' } });
    expect(answer.statusCode).toBe(409);
    expect(answer.json().detail).toContain('Set WEBLOOM_MODEL_URL and WEBLOOM_MODEL');
    expect((await harness.app.inject('/v1/usage')).json().model).toBeNull();
  });

  it.each([[{}], [{ wish: '' }], [{ wish: 'x'.repeat(501) }], [{ wish: 'x', url: 'https://evil.example/' }]])(
    'refuses %j as a wish',
    async (payload) => {
      const shop = await coffeeScene();
      const url = `/v1/previews/${shop.previewId}/ask`;
      expect((await shop.harness.app.inject({ method: 'POST', url, payload })).statusCode).toBe(422);
    },
  );
});
