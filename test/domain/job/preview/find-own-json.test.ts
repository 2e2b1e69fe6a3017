// What a page shows, found in the JSON that it got and in that of its scripts.
import { expect, test } from 'vitest';
import { findOwnJson, type WantedInJson } from '../../../../domain/job/preview/find-own-json.ts';
import type { NotedAnswer } from '../../../../domain/web/fetch/noted-answer.ts';

const PAGE_URL = 'https://shop.example/kettle';
const WORDS = 'A kettle of steel that boils a litre of water in three minutes.';
const PRICE: WantedInJson = { what: 'price', title: 'Steel kettle', values: ['49.50'] };

function page(scripts = ''): string {
  return `<!doctype html><html><title>Steel kettle</title><main><h1>Steel kettle</h1><b>€ 49.50</b><p>${WORDS}</p></main>${scripts}</html>`;
}

function script(value: unknown, type = 'application/json'): string {
  return `<script type="${type}">${JSON.stringify(value)}</script>`;
}

function answer(url: string, value: unknown, kind: NotedAnswer['kind'] = 'json'): NotedAnswer {
  const text = kind === 'json' ? JSON.stringify(value) : '';
  return { url, kind, status: 200, bytes: text.length, text };
}

function find(text: string, wanted: WantedInJson, answers: readonly NotedAnswer[] = []) {
  return findOwnJson({ text, url: PAGE_URL, contentType: 'text/html' }, { wanted, answers });
}

const DATA = 'https://shop.example/api/kettle';
const KETTLE = { name: 'Steel kettle', price: 49.5 };

test('an answer comes before a script of the page', () => {
  const { candidates, passed } = find(page(script({ props: KETTLE })), PRICE, [answer(DATA, KETTLE)]);
  expect(candidates).toEqual([
    { from: 'answer', url: DATA, paths: ['$.price'], lines: ['49.5'] },
    { from: 'page', url: PAGE_URL, paths: ['$.props.price'], lines: ['49.5'] },
  ]);
  expect(passed).toEqual([]);
});

const ASKED = JSON.stringify({ query: '{ product { price } }' });

test('what is asked by POST is a candidate with what is sent, each question of an address by itself', () => {
  const shop = 'https://shop.example/graphql';
  const rates = { ...answer(shop, { rates: [1.08] }), sent: JSON.stringify({ query: '{ rates }' }) };
  const kettle = { ...answer(shop, { data: { product: KETTLE } }), sent: ASKED };
  expect(find(page(), PRICE, [kettle, rates])).toEqual({
    candidates: [
      { from: 'answer', url: shop, sent: ASKED, paths: ['$.data.product.price'], lines: ['49.5'] },
    ],
    passed: [],
  });
});

test('what may do more than answer is told, and no candidate', () => {
  const bought = { ...answer(DATA, KETTLE), sent: JSON.stringify({ query: 'mutation { buy { price } }' }) };
  const { candidates, passed } = find(page(), PRICE, [bought]);
  expect(candidates).toEqual([]);
  expect(passed).toEqual([{ url: DATA, why: expect.stringContaining('may change something') }]);
});

test('of two answers the one that says more of what is shown comes first', () => {
  const cart = 'https://shop.example/api/cart';
  const { candidates } = find(page(), PRICE, [
    answer(cart, { items: [{ price: 49.5, label: 'Steel kettle' }] }),
    answer(DATA, { ...KETTLE, words: WORDS }),
  ]);
  expect(candidates.map(({ url }) => url)).toEqual([DATA, cart]);
});

test('what describes the page for search engines is none of its own', () => {
  const { candidates } = find(page(script({ '@type': 'Product', ...KETTLE }, 'application/ld+json')), PRICE);
  expect(candidates).toEqual([]);
});

test('a path that finds something in another script, too, is not taken', () => {
  const other = script({ price: 12 }, 'application/ld+json');
  const { candidates, passed } = find(page(script(KETTLE) + other), PRICE);
  expect(candidates).toEqual([]);
  expect(passed).toEqual([
    { url: PAGE_URL, why: 'its path finds something in another script of the page, too' },
  ]);
});

test('what a script assigns is named by its variable', () => {
  const state = `<script>var e = 1; window.__INITIAL_STATE__ = ${JSON.stringify({ shop: KETTLE })};</script>`;
  expect(find(page(state), PRICE).candidates).toEqual([
    { from: 'page', url: PAGE_URL, paths: ['variable:__INITIAL_STATE__ $.shop.price'], lines: ['49.5'] },
  ]);
});

test('a variable that is assigned something else with the same path, too, is not taken', () => {
  const state = `<script>state = ${JSON.stringify(KETTLE)}; state = {"price": 12}</script>`;
  expect(find(page(state), PRICE)).toEqual({
    candidates: [],
    passed: [{ url: PAGE_URL, why: 'its path finds something in another script of the page, too' }],
  });
});

test.each(['t', 'ab', 'chunk_20261206', 'm_0f3a9c1e'])(
  'a variable named %s is gone with the next build',
  (name) => {
    const state = `<script>${name} = ${JSON.stringify(KETTLE)}</script>`;
    expect(find(page(state), PRICE).candidates).toEqual([]);
  },
);

test('all fields have to be there', () => {
  const fields: WantedInJson = {
    what: 'fields',
    title: 'Steel kettle',
    values: ['€ 49.50', 'K-1', '7 left'],
  };
  const whole = { ...KETTLE, sku: 'K-1', stock: 7 };
  expect(find(page(), fields, [answer(DATA, whole)]).candidates[0]?.paths).toEqual([
    '$.price',
    '$.sku',
    '$.stock',
  ]);
  const { passed } = find(page(), fields, [answer(DATA, { ...KETTLE, sku: 'K-1' })]);
  expect(passed).toEqual([{ url: DATA, why: 'it says 2 of the 3 values that are watched' }]);
});

test('an address that passes is named without its query, and GraphQL by its address alone', () => {
  const { candidates, passed } = find(page(), PRICE, [
    answer(`${DATA}?session=0123456789`, KETTLE),
    answer('https://shop.example/graphql?v=1', null, 'graphql'),
  ]);
  expect(candidates).toEqual([]);
  expect(passed).toEqual([
    { url: DATA, why: '“session” in its query looks like a session' },
    {
      url: 'https://shop.example/graphql',
      why: 'it is asked by POST (GraphQL), and what is sent with it is too long',
    },
  ]);
});

test('what does not say it is not spoken of', () => {
  expect(find(page(script({ a: [1, 2, 3] })), PRICE, [answer(DATA, { ok: true })])).toEqual({
    candidates: [],
    passed: [],
  });
});

test('of a list of a thousand the first lines are kept', () => {
  const names = Array.from({ length: 1_000 }, (_, at) => ({ id: at, name: `Kettle number ${at}` }));
  const list: WantedInJson = {
    what: 'list',
    title: 'Kettles',
    values: names.slice(0, 20).map(({ name }) => name),
  };
  const [found] = find(page(), list, [answer(DATA, { names })]).candidates;
  expect(found?.paths).toEqual(['$.names[*].name']);
  expect(found?.lines).toHaveLength(200);
});
