// What a page sends by POST: what a job may send again, and what not.
import { expect, test } from 'vitest';
import { whyNotSent } from '../../../../domain/web/fetch/posted-question.ts';

const asked = (query: string, variables: object = {}): string => JSON.stringify({ query, variables });
const KETTLE = 'query Kettle($slug: String!) { product(slug: $slug) { price { amount } } }';

test.each([
  asked(KETTLE, { slug: 'steel-kettle', first: 20, filter: { colours: ['red', 'blue'] } }),
  asked('{ product { price } }'),
  asked('query { a(note: "mutation { drop }") { id } } # subscription { a }'),
  asked('fragment P on Product { mutation } query { product { ...P } }'),
  JSON.stringify([JSON.parse(asked(KETTLE, { slug: 'a' })), JSON.parse(asked('{ shop { name } }'))]),
])('a question that only reads may be sent: %s', (text) => {
  expect(whyNotSent(text)).toBeNull();
});

const CHANGES = 'what is sent with it (GraphQL) may change something at the site';
const UNKNOWN = 'it is asked by POST, and what that does beside answering is not known';

test.each([
  ['a mutation', asked('mutation { addToCart(id: 7) { total } }'), CHANGES],
  ['a mutation beside a query', asked('query A { a } mutation B { addToCart(id: 7) { total } }'), CHANGES],
  ['a subscription', asked('subscription { price }'), CHANGES],
  ['a mutation in a list', `[${asked('{ a }')},${asked('mutation { b }')}]`, CHANGES],
  ['what is no whole question', asked('{ product { price }'), CHANGES],
  ['no question', asked('product'), CHANGES],
  [
    'a hash alone',
    JSON.stringify({ operationName: 'Kettle', extensions: { persistedQuery: { sha256Hash: 'ab' } } }),
    'its question (GraphQL) is named by a hash alone, so what it does is not known',
  ],
  ['other JSON', '{"q":"kettle"}', UNKNOWN],
  ['an empty list', '[]', UNKNOWN],
  ['a form', 'action=load&page=2', UNKNOWN],
  ['nothing', '', UNKNOWN],
])('%s is not sent', (_what, text, why) => {
  expect(whyNotSent(text)).toBe(why);
});

test.each([
  [asked(KETTLE, { slug: 'a', cart: { accessToken: 'f81d4fae7dec11d0' } }), 'accessToken', 'a token'],
  [asked('{ cart(token: "f81d4fae7dec11d0") { total } }'), 'token', 'a token'],
  [asked(KETTLE, { since: 1_765_000_000_000 }), 'since', 'a time stamp'],
  [asked(KETTLE, { sid: 'c2Vzc2lvbi1vZi1hZGE' }), 'sid', 'a session'],
])('what passes is told by its name alone: %s', (text, name, what) => {
  expect(whyNotSent(text)).toBe(`“${name}” in what is sent with it looks like ${what}`);
});
