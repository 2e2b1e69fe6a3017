import { expect, test } from 'vitest';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../../domain/reading/parse-page.ts';

const parse = (body: string) =>
  parsePage({ html: `<body>${body}</body>`, url: 'https://shop.example/', fields: NO_FIELDS });

const cardShare = (body: string): number => {
  const { features } = parse(body);
  return features.format === undefined ? features.cardShare : 0;
};

const SENTENCE = 'A sentence about the lamps of this house, and where they come from. ';
const MENU =
  '<ul><li><a href="/a">Lamps</a></li><li><a href="/b">Chairs</a></li><li><a href="/c">Tables</a></li></ul>';
const card = (at: number) =>
  `<li><img src="/${at}.jpg"><a href="/lamp-${at}">Oak lamp number ${at}</a> € 20.00</li>`;
const CARDS = `<ul>${[1, 2, 3, 4, 5, 6].map(card).join('')}</ul>`;

test('the parts of a layout are no records', () => {
  const { links, features } = parse(
    `<div>${MENU}<img src="/l.png"></div><div><a href="/x">More</a>${SENTENCE.repeat(30)}</div><div><a href="/imprint">Imprint</a></div>`,
  );
  expect(features).toMatchObject({ recordItems: 0 });
  expect(links.filter(({ context }) => context === 'listing-item')).toEqual([]);
});

test('a menu between cards stays a menu', () => {
  const { links } = parse(`<main>${CARDS}<nav>${MENU}</nav></main>`);
  const contexts = new Map(links.map(({ url, context }) => [new URL(url).pathname, context]));
  expect(contexts.get('/lamp-1')).toBe('listing-item');
  expect(contexts.get('/b')).toBe('navigation');
});

test('cards hold the text of a list, sections do not hold that of a service', () => {
  const section = `<section><h2>What we do</h2><p>${SENTENCE.repeat(12)}</p><a href="/more">Learn more</a></section>`;
  expect(cardShare(`<main>${CARDS}</main>`)).toBeGreaterThan(0.9);
  expect(cardShare(`<main>${section.repeat(4)}</main>`)).toBe(0);
});
