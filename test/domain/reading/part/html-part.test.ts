// The part of a page a job compares.
import { describe, expect, it } from 'vitest';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { readVersion } from '../../../../domain/reading/part/read-version.ts';
import { WHOLE_PAGE } from '../../../../domain/reading/part/watch-rules.ts';

const HTML = `<html><body><nav><a href="/a">Home</a></nav><main>
<div class="box">Loose words<div class="offer"><h2>Tent</h2><p>Costs <b class="price">€ 20</b> today</p></div></div>
<p>Seen <span class="clock">12:01</span> by you</p><footer>Imprint</footer></main></body></html>`;

function texts(include: string[], exclude: string[] = [], html = HTML): string[] {
  const watched = { ...WHOLE_PAGE, include, exclude };
  const source = { text: html, contentType: 'text/html', url: 'https://s.example/' };
  const page = readVersion(source, { fields: NO_FIELDS, watched });
  expect(page.links).toHaveLength(1);
  return page.blocks.map((block) => block.text);
}

describe('a scope', () => {
  it('is the whole page without selectors', () => {
    expect(texts([])).toContain('Imprint');
  });

  it('keeps what is inside the included elements, and not what stands beside them', () => {
    expect(texts(['.offer'])).toEqual(['Tent', 'Costs € 20 today']);
  });

  it('takes an inline element as the part of its block', () => {
    expect(texts(['.price', 'h2'])).toEqual(['Tent', '€ 20']);
  });

  it('drops what is excluded, inline parts out of their text', () => {
    expect(texts([], ['nav', 'footer', '.offer', '.clock'])).toEqual(['Loose words', 'Seen by you']);
    expect(texts(['main'], ['.box', 'footer'])).toEqual(['Seen 12:01 by you']);
  });

  it('has no text where nothing is included; links and the rest of the page are read all the same', () => {
    expect(texts(['.nowhere'])).toEqual([]);
  });
});

describe('a variable of a script', () => {
  const scripts = `<script>window.__STATE__ = {"offer": {"price": 20, "seen": "12:01"}, "stock": [3, 4]};</script>
<script>var stock = {"offer": {"price": 7}}</script><script type="application/json">{"offer": {"price": 9}}</script>`;
  const html = HTML.replace('</main>', `${scripts}</main>`);

  it('is read where a part names it, whole or by a JSONPath', () => {
    expect(texts(['variable:__STATE__ $.offer.price'], [], html)).toEqual(['20']);
    expect(texts(['variable:window.__STATE__ $.stock[*]', 'variable:stock $.offer'], [], html)).toEqual([
      '3',
      '4',
      'price: 7',
    ]);
  });

  it('is no JSON of the page, and that is none of it', () => {
    expect(texts(['$.offer.price'], [], html)).toEqual(['9']);
    expect(texts(['$..price', 'variable:stock $..price'], [], html)).toEqual(['9', '7']);
    expect(texts(['variable:other $'], [], html)).toEqual([]);
  });

  it('is left out in part, by a path of its own or one of all JSON', () => {
    const part = 'variable:__STATE__ $.offer';
    expect(texts([part], ['variable:__STATE__ $.offer.seen'], html)).toEqual(['price: 20']);
    expect(texts([part], ['$.offer.seen'], html)).toEqual(['price: 20']);
    expect(texts([part], ['variable:stock $.offer.seen'], html)).toEqual(['price: 20', 'seen: 12:01']);
  });
});
