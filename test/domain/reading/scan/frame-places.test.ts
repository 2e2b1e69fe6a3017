// Which blocks of a page are its frame: by what pages say of themselves, and by rows of links where they say nothing.
import { describe, expect, it } from 'vitest';
import { isFrameBlock } from '../../../../domain/reading/html/place-mark.ts';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { readVersion } from '../../../../domain/reading/part/read-version.ts';
import { type WatchRules, WHOLE_PAGE } from '../../../../domain/reading/part/watch-rules.ts';

const PROSE =
  'The mill in the valley has been restored, and the wheel turns again every Sunday until the autumn. ';
const TEXT = `<h1>The mill</h1><p>${PROSE.repeat(3)}</p><p>${PROSE.repeat(2)} It is open.</p>`;
const MAIN = `<main>${TEXT}</main>`;

function frameOf(body: string, watched: WatchRules | null = null): string[] {
  const text = `<html lang="en"><head><title>The mill</title></head><body>${body}</body></html>`;
  const { blocks } = readVersion(
    { text, contentType: 'text/html', url: 'https://mill.test/' },
    { fields: NO_FIELDS, watched },
  );
  return blocks.filter(isFrameBlock).map((block) => block.text);
}

const link = (name: string): string => `<p><a href="/${name.toLowerCase()}">${name}</a></p>`;
const LINKS = ['Shop', 'News', 'Jobs', 'Press', 'Help', 'Terms', 'Imprint'];

describe('the frame of a page is', () => {
  it.each([
    ['a navigation', '<nav><a href="/a">Prices</a></nav>'],
    ['a role', '<div role="navigation"><a href="/a">Prices</a></div>'],
    ['a header of the site', '<header><p>Prices</p></header>'],
    ['a footer', '<footer><p>Prices</p></footer>'],
    ['a side column', '<aside><p>Prices</p></aside>'],
    ['a class', '<div class="site-footer"><p>Prices</p></div>'],
    ['related things', '<div class="related-posts"><p>Prices</p></div>'],
    ['a share row', '<div class="social-share"><p>Prices</p></div>'],
    ['a consent box', '<div class="cookie-banner"><p>Prices</p></div>'],
    ['whatever stands outside of a main part with most of the text', '<div><p>Prices</p></div>'],
  ])('found by %s', (_what, html) => {
    expect(frameOf(`${html}${MAIN}`)).toEqual(['Prices']);
    expect(frameOf(`${MAIN}${html}`)).toEqual(['Prices']);
  });

  it('a row of links before the text, with its headings, or behind it, where nothing is named', () => {
    const row = `<div><p>Company</p>${LINKS.map(link).join('')}</div>`;
    expect(frameOf(`<div>${TEXT}</div>${row}`)).toEqual(LINKS);
    expect(frameOf(`${row}<div>${TEXT}</div>`)).toEqual(['Company', ...LINKS]);
  });
});

describe('the body of a page is', () => {
  it.each([
    [
      'its first heading, wherever it stands',
      `<header><h1>The mill</h1></header><main><p>${PROSE.repeat(3)}</p></main>`,
    ],
    ['a long text of a header', `<header><p>${PROSE.repeat(2)}</p></header><div>${TEXT}</div>`],
    ['a price in a side column', `<div>${TEXT}</div><aside><p>€ 12.90</p></aside>`],
    ['what readers wrote below it', `<div>${TEXT}</div><div class="comments"><p>I was there.</p></div>`],
    ['a few links in a text', `<div>${TEXT}${LINKS.slice(0, 3).map(link).join('')}</div>`],
    [
      'a list, whose items are links',
      `<ul>${LINKS.map((name) => `<li><a href="/x">The long story of ${name}</a></li>`).join('')}</ul>`,
    ],
    ['a main part that is only a small one of the page', `<main><p>Welcome.</p></main><div>${TEXT}</div>`],
  ])('%s', (_what, html) => {
    expect(frameOf(html)).toEqual([]);
  });

  it('all of it, where hardly anything else would be left', () => {
    expect(frameOf(`<nav>${TEXT}</nav><p>Hello.</p>`)).toEqual([]);
    const menu = LINKS.map((name) => `<li><a href="/x">${`${name} `.repeat(60)}</a></li>`)
      .join('')
      .repeat(20);
    expect(frameOf(`<nav><ul>${menu}</ul></nav><div><p>${PROSE}</p></div>`)).toEqual([]);
  });

  it('a part that a job names, whatever it is', () => {
    const include = { ...WHOLE_PAGE, include: ['footer'] };
    expect(frameOf(`${MAIN}<footer><p>Open from 9 to 5</p></footer>`, include)).toEqual([]);
  });
});
