// One page now: its own content in the forms that were asked for, and what is in the way where there is none.
import { describe, expect, test } from 'vitest';
import { createPreviewScene, HTML } from './preview-scene.ts';

const PAGE = `<!doctype html><html lang=en><head><title>Tent | Shop</title><meta name=description content="A tent for two."></head><body>
<header><nav><ul><li><a href=/>Home</a></li><li><a href=/sale>Sale</a></li></ul></nav></header>
<main><h1>Tent for two</h1><p>A <strong>light</strong> tent that stands in <a href="/how?x=1">four minutes</a> and keeps the rain out for years.</p>
<h2>Sizes</h2><table><thead><tr><th>Size</th><th>Weight</th></tr></thead><tbody><tr><td>S</td><td>1.9 kg</td></tr><tr><td>L</td><td>2.4 kg</td></tr></tbody></table>
<ul><li>green</li><li>grey</li></ul><pre><code>pitch --fast</code></pre><script>alert(1)</script></main>
<footer><p>© Shop, all rights reserved</p><a href=/imprint>Imprint</a></footer></body></html>`;

async function scrape(
  payload: object,
  page: Parameters<typeof createPreviewScene>[0] = { body: PAGE, headers: HTML },
) {
  const { harness } = await createPreviewScene(page);
  try {
    const response = await harness.app.inject({
      method: 'POST',
      url: '/v1/scrape',
      payload: { url: 'https://shop.example/tent', ...payload },
    });
    return { status: response.statusCode, body: response.json() };
  } finally {
    await harness.app.close();
  }
}

const MARKDOWN = `# Tent for two

A **light** tent that stands in [four minutes](https://shop.example/how?x=1) and keeps the rain out for years.

## Sizes

| Size | Weight |
| --- | --- |
| S   | 1.9 kg |
| L   | 2.4 kg |

-   green
-   grey

\`\`\`
pitch --fast
\`\`\``;

describe('a page', () => {
  test('is answered as Markdown of its own content', async () => {
    const { status, body } = await scrape({});
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outcome: 'understood',
      problem: null,
      page: { title: 'Tent | Shop', description: 'A tent for two.', lang: 'en' },
      cut: false,
    });
    expect(body.markdown).toBe(MARKDOWN);
    expect(Object.keys(body)).not.toContain('html');
  });

  test('is answered in several forms at once', async () => {
    const { body } = await scrape({ as: ['text', 'links', 'html'] });
    expect(body.text.split('\n')).toEqual(expect.arrayContaining(['Tent for two', 'green']));
    expect(body.text).not.toContain('all rights reserved');
    expect(body.links).toEqual([{ url: 'https://shop.example/how?x=1', text: 'four minutes' }]);
    expect(body.html).toBe(PAGE);
    expect(Object.keys(body)).not.toContain('markdown');
  });

  test('is answered with its frame where that is asked for', async () => {
    const { body } = await scrape({ as: ['markdown', 'text', 'links'], whole: true });
    expect(body.markdown).toContain('[Imprint](https://shop.example/imprint)');
    expect(body.text).toContain('all rights reserved');
    expect(body.links).toHaveLength(4);
  });

  test('is answered as the text alone where it is an article', async () => {
    const sentence =
      'The council has decided to build the bridge, which the town had been waiting for since the flood.';
    const story = `<html lang=en><head><title>The bridge is built</title><meta property=og:type content=article>
      <script type="application/ld+json">{"@type":"NewsArticle","headline":"The bridge is built","datePublished":"2026-11-20","author":{"@type":"Person","name":"Ann Lee"}}</script></head>
      <body><main><article><h1>The bridge is built</h1><p>${sentence} Work begins in May.</p><div class=related><p><a href=/x>Ten bridges of the region that you have to see</a></p></div>
      <p>${sentence} It costs four million.</p><p>${sentence} The region has to agree until autumn.</p></article></main></body></html>`;
    const as = ['markdown', 'text'];
    const { body } = await scrape({ as }, { body: story, headers: HTML });
    expect(body.page.type).toBe('article');
    expect(body.text.split('\n')).toEqual([
      'The bridge is built',
      `${sentence} Work begins in May.`,
      `${sentence} It costs four million.`,
      `${sentence} The region has to agree until autumn.`,
    ]);
    expect(body.markdown).toBe(`# ${body.text.replaceAll('\n', '\n\n')}`);
    const { body: all } = await scrape({ as, whole: true }, { body: story, headers: HTML });
    expect([all.text, all.markdown].every((text) => text.includes('Ten bridges'))).toBe(true);
  });

  test('gives its tables as rows, and what was understood of it', async () => {
    const markup = PAGE.replace(
      '<h2>Sizes',
      '<p class=price>EUR 199.00</p><button>Add to cart</button><h2>Sizes',
    );
    const fields = [
      { name: 'headline', locators: [{ selector: 'h1' }] },
      { name: 'none', locators: [{ selector: '.none' }] },
    ];
    const { body } = await scrape(
      { as: ['tables', 'product', 'article'], fields },
      { body: markup, headers: HTML },
    );
    const spanned = markup.replace('<td>L</td><td>2.4 kg</td>', '<td colspan=2>L</td>');
    const both = await scrape({ as: ['tables', 'markdown'] }, { body: spanned, headers: HTML });
    expect(both.body.tables[0].rows[1]).toEqual(['L', 'L']);
    expect(both.body.markdown).toContain('| Size | Weight |\n| --- | --- |\n| S   | 1.9 kg |\n| L   |');
    expect(body.tables).toEqual([
      {
        caption: '',
        header: ['Size', 'Weight'],
        rows: [
          ['S', '1.9 kg'],
          ['L', '2.4 kg'],
        ],
      },
    ]);
    expect(body.fields).toMatchObject([
      { name: 'headline', value: 'Tent for two', found: true },
      { name: 'none', value: null, found: false },
    ]);
    expect(body.price).toMatchObject({ price: { amount: '199.00', currency: 'EUR' } });
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['product', 'article']));
    expect(Object.keys(body)).not.toContain('markdown');
  });

  test('has a picture by a browser alone, and says why there is none', async () => {
    const without = await scrape(
      { as: ['picture'] },
      { body: PAGE, headers: HTML, pictureFault: 'the page has no size' },
    );
    expect(without.body).toMatchObject({
      outcome: 'understood',
      picture: null,
      pictureFault: 'the page has no size',
    });
    expect(without.body.fetched).toMatchObject({ rendered: true });
    const plain = await scrape({ as: ['picture'], fetch: { render: 'never' } });
    expect(plain).toMatchObject({ status: 422, body: { errors: [{ pointer: '/fetch/render' }] } });
  });

  test('of JSON stands in a fence', async () => {
    const json = { 'content-type': 'application/json' };
    const { body } = await scrape({}, { body: '{"a": 1}', headers: json });
    expect(body.markdown).toBe('```json\n{"a": 1}\n```');
  });

  test('that is not there is told with what to do, and nothing else', async () => {
    const { status, body } = await scrape({}, { outcome: 'http-error', status: 500, retryable: false });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'unfetched', page: null, cut: false });
    expect(body.problem.remedy).not.toBe('');
    expect(Object.keys(body)).not.toContain('markdown');
  });
});

describe('a request', () => {
  test.each([
    [{ url: 'ftp://shop.example/' }, 422],
    [{ as: [] }, 422],
    [{ as: ['pdf'] }, 422],
    [{ fields: [{ name: '' }] }, 422],
    [{ table: true }, 422],
  ])('%j is refused', async (payload, status) => {
    expect((await scrape(payload)).status).toBe(status);
  });
});
