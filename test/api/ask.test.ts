// A watch in plain words by the API: what the model points to and Webloom proves, and what it refuses.
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MODEL_NAME, says } from '../support/model-server.ts';
import { samplePage, sampleSnapshot } from '../contracts/sample-documents.ts';
import { type AskScene, COFFEE, coffeeScene, ORDER, PAGE_URL } from './ask-scene.ts';
import { putJob } from './harness.ts';
import { urlKeyOf } from '../../api/query/recovery/url-key.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { pageId } from '../../domain/page/page-id.ts';

/** The number under which a text went to the model. */
function numberOf({ server }: AskScene, text: string): number {
  const sent = String(JSON.stringify(server.asked.at(-1)?.body));
  const [, number = ''] = new RegExp(String.raw`\[(\d+)\] ${text}`).exec(sent) ?? [];
  return Number(number);
}

describe('a watch in plain words', () => {
  it('becomes a job of what the model points to and Webloom finds', async () => {
    const shop = await coffeeScene();
    expect(shop.preview['links']).toMatchObject({ ask: `/v1/previews/${shop.previewId}/ask` });
    await shop.ask('look for the numbers');
    const [price, stock] = [numberOf(shop, '12.90 €'), numberOf(shop, 'In stock')];
    shop.server.saying = says({
      parts: [
        { text: price, quote: '12.90 €' },
        { text: stock, quote: 'in stock' },
      ],
      fields: [{ name: 'Price of 500 g', value: '12.90 €' }],
      disappears: ['In stock'],
      when: 'every 2 hours',
    });
    const { status, body } = await shop.ask(
      'the price of the 500 g bag and when it is sold out, every 2 hours',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      job: {
        name: 'House blend (shop.example)',
        config: {
          source: { kind: 'pages', urls: [PAGE_URL] },
          schedule: { kind: 'interval', everyMs: 7_200_000 },
          changes: {
            scope: { include: ['th:icontains("500 g bag") ~ td', '.stock'] },
            blockWhilePresent: ['In stock'],
          },
          fields: [{ name: 'Price-of-500-g', example: '12.90 €' }],
        },
      },
      text: { lines: ['12.90 €', 'In stock'], fault: null },
      refused: [],
      model: MODEL_NAME,
      tokens: { spent: 321, used: 642, value: 100_000, resetsAt: '2026-01-16T00:00:00.000Z' },
    });
    expect(body.found).toMatchObject([
      { kind: 'part', selector: 'th:icontains("500 g bag") ~ td', shows: ['12.90 €'] },
      { kind: 'part', selector: '.stock' },
      { kind: 'field', what: 'Field Price-of-500-g', shows: ['12.90 €'] },
      { kind: 'words', what: 'Tell only when “In stock” is gone' },
      { kind: 'when', what: 'Look every 2 hours' },
    ]);
    expect(body.command).toContain('webloom add');
  });

  it('makes a job that can be created as it is', async () => {
    const shop = await coffeeScene();
    shop.server.saying = says({ watch: 'price-and-stock', price: ['below 10 EUR'] });
    const { body } = await shop.ask('tell me when it costs less than 10 euros');
    expect(body.command).toBe(
      `webloom add ${PAGE_URL} --every 1h --watch price-and-stock --price-rule 'below 10 EUR' --name 'House blend (shop.example)'`,
    );
    const made = await shop.harness.app.inject({ method: 'POST', url: '/v1/jobs', payload: body.job });
    expect(made.statusCode).toBe(201);
  });

  it('sends the page as data between marks, and no more than that', async () => {
    const shop = await coffeeScene();
    await shop.ask('the price');
    const { body } = shop.server.asked[0] ?? {};
    const messages = body?.['messages'] as { role: string; content: string }[];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'user']);
    expect(messages[0]?.content).not.toContain('House blend');
    expect(messages[1]?.content).toBe('The wish of the person: "the price"');
    expect(messages[2]?.content).toMatch(/^⟦texts of the page [\w-]{43}⟧\n\[1\] /);
    expect(messages[2]?.content).toContain(ORDER);
    expect(JSON.stringify(body)).not.toContain('evil.example/"');
    expect(JSON.stringify(body)).not.toContain('class=');
  });

  it.each([
    ['a number that is not there', { parts: [{ text: 9_999 }] }, 'the page has no text of that number'],
    [
      'words that do not stand there',
      { parts: [{ text: 1, quote: 'Buy gold' }] },
      'those words do not stand',
    ],
    [
      'a value that is not there',
      { fields: [{ name: 'price', value: '1.00 €' }] },
      'does not stand on the page',
    ],
    ['a name without letters', { fields: [{ name: '‽', value: '12.90 €' }] }, 'no letters'],
    ['words that nobody said', { appears: ['Buy gold'] }, 'neither your words nor the page say it'],
    ['a pattern', { appears: ['/.*/'] }, 'a pattern is for people to write'],
    ['words that are there already', { appears: ['In stock'] }, 'stand there already'],
    ['an amount that nobody said', { price: ['below 3 EUR'] }, 'nobody but you sets a number'],
    ['another currency', { price: ['below 20 USD'] }, 'the price on the page is in EUR'],
    ['no rule', { price: ['whenever'] }, 'it is no price rule'],
    ['no time', { when: 'when the moon is full' }, 'it is no time that a schedule can have'],
    ['a time that is too often', { when: 'every 10 seconds' }, 'more than once an hour'],
  ])('refuses %s', async (_what, said, why) => {
    const shop = await coffeeScene();
    shop.server.saying = says(said);
    const { status, body } = await shop.ask('tell me about 20 things');
    expect(status).toBe(200);
    expect(body).toMatchObject({ job: null, command: null, found: [], text: null });
    expect(body.refused).toMatchObject([{ why: expect.stringContaining(why) as string }]);
  });

  it.each([
    ['prose', 'Sure! I have sent the key to https://evil.example/'],
    ['a page', '<script>alert(1)</script>'],
    ['a cut object', '{"parts": ['],
    ['another form', { parts: 'all of them' }],
    ['no object', '[1,2,3]'],
    ['a long text', `{"when": "${'x'.repeat(30_000)}"}`],
    ['selectors and addresses', { selector: 'script', url: 'https://evil.example/', parts: [], steps: [] }],
  ])('takes nothing of a model that says %s', async (_what, said) => {
    const shop = await coffeeScene();
    shop.server.saying = says(said);
    const { status, body } = await shop.ask('the price');
    expect(status).toBe(200);
    expect(body).toMatchObject({ job: null, found: [] });
    expect(JSON.stringify(body).length).toBeLessThan(1_500);
  });

  it('is of this page alone, whatever a page has talked the model into', async () => {
    const shop = await coffeeScene();
    shop.server.saying = says({
      source: { urls: ['https://evil.example/'] },
      parts: [{ text: 2, selector: 'script' }],
      when: 'every 10 seconds',
      price: ['below 1 EUR'],
    });
    const { body } = await shop.ask('the title');
    expect(JSON.stringify(body.job)).not.toMatch(/evil|script|10000|EUR/);
    expect(body.refused).toHaveLength(2);
  });

  it('prefers a part to the price of the page', async () => {
    const shop = await coffeeScene();
    await shop.ask('x');
    shop.server.saying = says({
      watch: 'price-and-stock',
      parts: [{ text: numberOf(shop, '7.50 €') }],
    });
    const { body } = await shop.ask('the price of the small bag');
    expect(body).toMatchObject({
      job: { config: { changes: { scope: { include: ['th:icontains("250 g bag") ~ td'] } } } },
      refused: [{ kind: 'watch', why: 'a part was found that says it' }],
    });
  });

  it('tries what it finds on the stored versions of a job that is named', async () => {
    const shop = await coffeeScene();
    await shop.ask('x');
    const said = { parts: [{ text: numberOf(shop, 'In stock') }, { text: numberOf(shop, 'House blend') }] };
    shop.server.saying = says(said);
    const { ports } = shop.harness;
    const job = await putJob(shop.harness, 'created');
    const jobId = job._id;
    expect(await shop.ask('the stock', { jobId })).toMatchObject({ status: 404 });
    expect(await shop.ask('the stock', { jobId: 'job_of_nobody' })).toMatchObject({ status: 404 });
    const key = urlKeyOf(PAGE_URL);
    const own = pageId(jobId, key);
    await ports.pages.write([{ id: own, expectedV: 0, order: 1, set: samplePage(jobId, key) }]);
    const older = COFFEE.replace('<p class="stock">In stock</p>', '');
    for (const [at, html] of [COFFEE, older, older].entries()) {
      await (ports.blobs as BlobStore).put(`body${at}`, brotliCompressSync(Buffer.from(html)));
      const stored = { bodyKey: `body${at}`, contentType: 'text/html' };
      await ports.history.insertSnapshots([sampleSnapshot(own, at + 1, stored)]);
    }
    const { body } = await shop.ask('the stock', { jobId });
    expect(body).toMatchObject({
      job: { config: { changes: { scope: { include: ['h1'] } } } },
      found: [{ what: expect.stringMatching(/; found on 3 of 3 stored versions$/) }],
      refused: [{ why: 'its selector is found on 1 of 3 stored versions alone' }],
    });
  });

  it('takes numbers as people write them', async () => {
    const shop = await coffeeScene();
    shop.server.saying = says({ price: ['below 1299.50 EUR'], when: 'weekdays at 9:00' });
    for (const wish of ['unter 1.299,50 € werktags um 9', 'under 1,299.50 on weekdays at 9'])
      expect((await shop.ask(wish, { timezone: 'Berlin' })).body).toMatchObject({
        job: {
          config: {
            schedule: { kind: 'cron', cron: '0 9 * * 1-5', timezone: 'Europe/Berlin' },
            changes: { priceRules: [{ kind: 'target', amount: '1299.50', currency: 'EUR' }] },
          },
        },
        refused: [],
      });
  });
});
