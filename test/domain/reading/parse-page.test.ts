import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FieldRule, compileFields, NO_FIELDS } from '../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../domain/reading/parse-page.ts';
import type { ParsedPage } from '../../../domain/reading/page/parsed-page.ts';
import { inTime } from '../../support/in-time.ts';

const URL_OF_PAGE = 'https://shop.example/things/lamp';

function parse(html: string, rules: readonly FieldRule[] = []): ParsedPage {
  const compiled = compileFields(rules);
  if (!compiled.ok) throw new Error('the rules of a test must compile');
  return parsePage({ html, url: URL_OF_PAGE, fields: compiled.fields });
}

const texts = (page: ParsedPage): string[] => page.blocks.map((block) => block.text);

const PRODUCT = `<!doctype html><html lang="en"><head><title>Lamp | Shop</title>
<link rel="canonical" href="/things/lamp?utm_source=x">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList"},
{"@type":"Product","name":"Lamp","sku":"L-1","gtin13":"4006381333931","brand":{"@type":"Brand","name":"Lux"},
"offers":{"@type":"Offer","price":"19.95","priceCurrency":"EUR","availability":"https://schema.org/InStock"}}]}</script></head>
<body><nav><a href="/a">A</a><a href="/b">B</a></nav><main><h1>Lamp</h1>
<p class="price"><del>€25,00</del> <span>€19,95</span></p><button>Add to cart</button></main></body></html>`;

describe('the parse pass', () => {
  test('reads text in document order and leaves out what is not shown', () => {
    const page = parse(`<body><p>One <b>bold</b>&nbsp; word</p><script>no()</script><style>p{}</style>
      <noscript>no</noscript><!-- no --><p hidden>no</p><div style="display:none">no</div>
      <div>Two<div>Three</div>Four</div><template>no</template></body>`);
    expect(texts(page)).toEqual(['One bold word', 'Two', 'Three', 'Four']);
  });

  test('takes the product of a graph with its offer, numbers and brand', () => {
    const page = parse(PRODUCT);
    expect(page.product).toMatchObject({
      name: 'Lamp',
      sku: 'L-1',
      gtin: '4006381333931',
      brand: 'Lux',
      availability: 'InStock',
    });
    expect(page.priceCandidates[0]).toMatchObject({ raw: '19.95', currencyHint: 'EUR', source: 'json-ld' });
    expect(page.canonicalUrl).toBe('https://shop.example/things/lamp');
  });

  test('tells a crossed-out price from the price', () => {
    const visible = parse(PRODUCT).priceCandidates.filter((one) => one.source === 'visible');
    expect(visible.find((one) => one.raw === '€25,00')?.role).toBe('list');
    expect(visible.find((one) => one.raw === '€19,95')?.role).toBe('price');
  });

  test('takes fields by the first locator that finds something and says which', () => {
    const page = parse(PRODUCT, [
      {
        name: 'title',
        locators: [
          { kind: 'css', selector: 'h2' },
          { kind: 'css', selector: 'main h1' },
        ],
      },
      { name: 'home', locators: [{ kind: 'css', selector: 'nav a', attribute: 'href' }], many: true },
      { name: 'none', locators: [{ kind: 'css', selector: '.missing' }] },
    ]);
    expect(page.fields).toMatchObject([
      { name: 'title', value: 'Lamp', locator: 'main h1', confidence: 0.9 },
      { name: 'home', value: '/a\n/b', locator: 'nav a@href' },
      { name: 'none', value: null },
    ]);
  });

  test('says which selectors do not compile', () => {
    const rule: FieldRule = {
      name: 'x',
      locators: [
        { kind: 'css', selector: 'p[' },
        { kind: 'css', selector: 'p' },
      ],
    };
    const result = compileFields([rule]);
    expect(result).toMatchObject({ ok: false, faults: [{ field: 'x', selector: 'p[' }] });
  });
});

describe('noise in the markup', () => {
  const page = (list: string, link: string): string =>
    `<body><div class="${list}" id="main"><p data-n="${link}">Text</p><ul class="${list}"><li>One</li></ul></div></body>`;

  test('churning classes and attribute order leave the blocks as they were', () => {
    const before = parse(page('css-1a2b3c', 'x')).blocks;
    expect(parse(page('css-9z8y7x sc-bdVaJa', 'y')).blocks).toEqual(before);
    const turned = '<body><div id="main" class="q"><p>Text</p><ul><li>\n One </li></ul></div></body>';
    expect(parse(turned).blocks).toEqual(before);
  });
});

describe('hostile pages', () => {
  const piece = fc.constantFrom(
    '<div>',
    '</div>',
    '<a href="',
    '">',
    '<p',
    '&#x',
    ';',
    '<!--',
    '-->',
    '<table><tr>',
    '<script>',
    '</script>',
    '{"@type":',
    '$5',
    '"',
    "'",
    '<li itemscope itemprop=x>',
    '</',
    '<svg>',
    '<![CDATA[',
  );

  test('never throw and always give the same result', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (parts) => {
        const html = parts.join('');
        expect(parse(html)).toEqual(parse(html));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['deep nesting', '<b>'.repeat(8_000)],
    ['very deep nesting with text', `${'<div>'.repeat(60_000)}end`],
    ['stray closing tags under deep nesting', '<div>'.repeat(9_000) + '</x>'.repeat(300_000)],
    ['deep nesting closed again', '<i>'.repeat(20_000) + '</i>'.repeat(20_000)],
    ['endless attributes', `<p ${'a=b '.repeat(50_000)}>x</p>`],
    ['unclosed script', `<script>${'x'.repeat(500_000)}`],
    ['a wall of text', 'word '.repeat(600_000)],
    ['many price-like texts', '<p>$1</p>'.repeat(20_000)],
    ['long paths', `<a href="/${'a'.repeat(3_000)}!">x</a>`.repeat(50)],
    ['deep JSON', `<script type="application/ld+json">${'[{"a":'.repeat(20_000)}</script>`],
    ['broken JSON', `<script type="application/ld+json">{"@type":"Product",${'"a'.repeat(20_000)}</script>`],
  ])('end in a result: %s', (_name, html) => {
    const page = inTime(3_000, () => parsePage({ html, url: URL_OF_PAGE, fields: NO_FIELDS }));
    expect(page.blocks.length).toBeLessThanOrEqual(20_000);
  });
});
