import { describe, expect, test } from 'vitest';
import { classifyPage } from '../../../../domain/reading/kind/classify.ts';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import type { PageClass } from '../../../../domain/reading/page/page-type.ts';
import { parsePage } from '../../../../domain/reading/parse-page.ts';

function classify(html: string, url: string): PageClass {
  return classifyPage(parsePage({ html, url, fields: NO_FIELDS }).features, url);
}

const SENTENCE =
  'The council met again on Tuesday, argued for hours about the bridge, and in the end decided to wait for another report. ';
const PARAGRAPHS = `<p>${SENTENCE.repeat(3)}</p>`.repeat(9);

const ARTICLE = `<html><head><title>Bridge waits | Herald</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-01T08:00:00Z"><meta name="author" content="Ann Lee"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge waits</h1>${PARAGRAPHS}</article></body></html>`;

const PRODUCT = `<html><head><title>Lamp</title><script type="application/ld+json">{"@type":"Product","name":"Lamp","sku":"L1",
"offers":{"@type":"Offer","price":"19.95","priceCurrency":"EUR","availability":"InStock"}}</script></head><body><main>
<h1>Lamp</h1><span class="price">€19.95</span><button>Add to cart</button><p>Quantity</p><p>Product details</p></main></body></html>`;

const card = (at: number): string =>
  `<li class="card"><a href="/p/${at}"><img src="/${at}.jpg"><h3>Lamp ${at}</h3></a><span class="price">€${at + 10}.00</span></li>`;
const LISTING = `<html><head><title>Lamps</title></head><body><main><h1>Lamps</h1><p>Sort by</p><p>24 products</p>
<ul>${Array.from({ length: 24 }, (_, at) => card(at)).join('')}</ul><div class="pagination"><a href="?page=2">2</a>
<a href="?page=3">3</a><a href="?page=2">Next</a></div></main></body></html>`;

describe('what a page is', () => {
  test.each([
    ['article', ARTICLE, 'https://herald.example/news/bridge-waits-for-another-report'],
    ['product', PRODUCT, 'https://shop.example/products/lamp'],
    ['listing', LISTING, 'https://shop.example/category/lamps'],
    [
      'other',
      '<title>Contact us</title><body><h1>Contact us</h1><p>Call us</p><form><input><input><textarea></textarea></form></body>',
      'https://shop.example/contact',
    ],
  ])('tells a page of type %s, with reasons', (type, html, url) => {
    const verdict = classify(html, url);
    expect(verdict).toMatchObject({ type, wall: false });
    expect(verdict.reasons.length).toBeGreaterThan(0);
    expect(verdict.score).toBeGreaterThan(0.4);
  });

  test('an article about captchas and denied access is no wall', () => {
    const html = ARTICLE.replaceAll('Bridge waits', 'Why you must verify you are human: access denied');
    expect(classify(html, 'https://herald.example/news/why-you-must-verify-you-are-human').wall).toBe(false);
  });
});

describe('walls', () => {
  test.each([
    [
      'captcha',
      '<title>Just a moment...</title><body><h1>Checking your browser</h1><div class="cf-turnstile"></div></body>',
    ],
    [
      'blocked',
      '<title>Access Denied</title><body><h1>Access Denied</h1><p>You do not have permission.</p></body>',
    ],
    [
      'soft-404',
      '<title>Page not found</title><body><h1>Oops, page not found</h1><a href="/">Home</a></body>',
    ],
    ['error', '<title>Error</title><body><h1>Internal Server Error</h1></body>'],
    [
      'login',
      '<title>Sign in</title><body><h1>Sign in</h1><form><input name="u"><input type="password"><button>Sign in</button></form></body>',
    ],
    [
      'consent',
      '<title>Before you continue</title><body><p>We use cookies and your privacy is important to us. Choose.</p></body>',
    ],
    ['empty', '<html><head><title>x</title></head><body></body></html>'],
    [
      'needs-javascript',
      '<body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="a.js"></script></body>',
    ],
  ])('a page that is a wall of kind %s is never judged as content', (subtype, html) => {
    expect(classify(html, 'https://shop.example/products/lamp')).toMatchObject({
      subtype,
      wall: true,
      type: 'other',
    });
  });
});
