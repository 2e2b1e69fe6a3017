// Advertisements are found by what labels them; what merely has "ad" in a name, and a page of classified ads, is content.
import { describe, expect, it } from 'vitest';
import { isAdBlock } from '../../../../domain/reading/html/place-mark.ts';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { readVersion } from '../../../../domain/reading/part/read-version.ts';
import { type WatchRules, WHOLE_PAGE } from '../../../../domain/reading/part/watch-rules.ts';

const PROSE =
  'The mill in the valley has been restored, and the wheel turns again every Sunday until the autumn. ';
const MAIN = `<main><h1>The mill</h1><p>${PROSE.repeat(3)}</p><p>${PROSE.repeat(2)} It is open.</p></main>`;

function adsOn(body: string, watched: WatchRules | null = null): string[] {
  const text = `<html lang="en"><head><title>The mill</title></head><body>${body}</body></html>`;
  const source = { text, contentType: 'text/html', url: 'https://mill.test/' };
  const { blocks } = readVersion(source, { fields: NO_FIELDS, watched });
  return blocks.filter(isAdBlock).map((block) => block.text);
}

describe('an advertisement is', () => {
  it.each([
    ['a class', '<div class="advertisement"><p>Buy new shoes</p></div>'],
    ['a class of a slot', '<aside class="sidebar ad-slot-top"><a href="/x">Buy new shoes</a></aside>'],
    ['an id', '<div id="div-gpt-ad-1623-0"><p>Buy new shoes</p></div>'],
    ['a class in German', '<div class="box werbung"><p>Buy new shoes</p></div>'],
    ['a class in Czech', '<section class="reklama"><p>Buy new shoes</p></section>'],
    ['a name for screen readers', '<section aria-label="Advertisement"><p>Buy new shoes</p></section>'],
    ['such a name in German', '<div aria-label="Anzeige"><p>Buy new shoes</p></div>'],
    ['such a name with its advertiser', '<div aria-label="Werbung: Schuhhaus"><p>Buy new shoes</p></div>'],
    ['an element of a network', '<ins class="adsbygoogle"><a href="/x">Buy new shoes</a></ins>'],
    ['data of a network', '<div data-ad-slot="123"><p>Buy new shoes</p></div>'],
    ['an element of a network within a line', '<ins class="adsbygoogle">Buy new shoes</ins>'],
    ['a class within a class', '<div class="ad"><div class="ad-unit"><p>Buy new shoes</p></div></div>'],
  ])('found by %s', (_what, html) => {
    expect(adsOn(`${MAIN}${html}`)).toEqual(['Buy new shoes']);
  });

  it('a container of that name whose first line is the label', () => {
    const html = '<div class="ad-box"><span>Anzeige</span><p>Buy new shoes</p></div>';
    expect(adsOn(`${MAIN}${html}`)).toEqual(['Anzeige', 'Buy new shoes']);
  });
});

describe('no advertisement is', () => {
  it.each([
    ['header', '<div class="header page-header"><p>News of the mill</p></div>'],
    ['download', '<div class="download downloads-box"><p>News of the mill</p></div>'],
    ['shadow', '<article class="shadow card-shadow"><p>News of the mill</p></article>'],
    ['address', '<div class="address ad-dress"><p>12 Mill Road</p></div>'],
    ['admin, adventure, advice', '<div class="admin adventure advice-box"><p>News of the mill</p></div>'],
    ['a label of a state', '<div class="has-ads no-ads"><p>News of the mill</p></div>'],
    ['a classified ad', '<div class="ad" data-ad-id="42"><h2>Bicycle</h2><p>€ 90, like new</p></div>'],
    ['a sponsor', '<section class="sponsors"><h2>Our sponsors</h2><p>The bakery</p></section>'],
    ['a promotion', '<div class="promo"><p>All kettles are cheaper in May</p></div>'],
    ['a long text', `<div class="advertisement"><p>${PROSE.repeat(8)}</p></div>`],
    ['what holds the headline', `<div class="advert"><h1>Bicycle for sale</h1><p>Like new</p></div>`],
  ])('seen in %s', (_what, html) => {
    expect(adsOn(`${MAIN}${html}`)).toEqual([]);
  });

  it('a list of classified ads', () => {
    const ad = (name: string): string => `<li class="advert"><h2>${name}</h2><p>Like new</p></li>`;
    const list = ['Bicycle', 'Boat', 'Kite', 'Tent'].map(ad).join('');
    expect(adsOn(`${MAIN}<ul>${list}</ul>`)).toEqual([]);
  });

  it('what a page is mostly made of', () => {
    expect(adsOn('<p>Mill news</p><div class="advertisement"><p>Bicycle, like new, € 90</p></div>')).toEqual(
      [],
    );
  });

  it('a page whose body has such a class', () => {
    expect(adsOn(`<div>${MAIN}</div></body><body class="advertisement">`)).toEqual([]);
  });

  it('a part that is watched', () => {
    const html = `${MAIN}<div class="advertisement"><p>Buy new shoes</p></div>`;
    expect(adsOn(html, { ...WHOLE_PAGE, include: ['.advertisement'] })).toEqual([]);
    expect(adsOn(html, { ...WHOLE_PAGE, include: ['body'] })).toEqual([]);
  });
});
