// Pages that can not be judged at one look: another currency, a wall. Through the whole system.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { recount } from '../support/recount.ts';
import { type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';

const PROSE = Array.from(
  { length: 12 },
  (_, n) => `<p>Sentence ${n} about a tent for two that keeps the rain out all night.</p>`,
).join('');

function product(price: string, currency: string, sign: string): string {
  const offer = {
    '@type': 'Offer',
    price,
    priceCurrency: currency,
    availability: 'https://schema.org/InStock',
  };
  const data = { '@context': 'https://schema.org', '@type': 'Product', name: 'Ridge Tent', offers: offer };
  return `<html lang="en"><head><title>Ridge Tent</title><script type="application/ld+json">${JSON.stringify(data)}</script></head>
<body><header><p>Opened at noon by the north gate</p></header><main><h1>Ridge Tent</h1><p class="price">${sign} ${price}</p><button>Add to cart</button>${PROSE}</main></body></html>`;
}

const EUROS = product('120.00', 'EUR', '€');
const DOLLARS = product('130.00', 'USD', '$');
const WALL =
  '<html><head><title>Just a moment...</title></head><body><h1>Verify you are human</h1><form><div class="g-recaptcha"></div></form></body></html>';

let site: Site;
let system: System;
let jobId: string;
/** What the page answers, one after the other; the last one for ever. */
let answers: string[] = [EUROS];

beforeAll(async () => {
  site = await startSite({
    '/tent': (_request, response) => {
      const body = answers.length > 1 ? answers.shift() : answers[0];
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
    },
  });
  const host = `${site.host}:${site.port}`;
  system = await startSystem({ services: inject('services'), name: 'looks', ownHosts: [host] });
  jobId = await system.createJob({ source: { kind: 'pages', urls: [site.url('/tent')] }, tolerance: 1 });
});

afterAll(async () => {
  await system?.close();
  await site?.close();
});

async function runOn(...bodies: string[]) {
  answers = bodies;
  const run = await system.completed(jobId);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 10 });
  const prices = await system.mongo.history.prices({ jobId, limit: 10 });
  return { ending: books.endings.get('/tent'), changes, currencies: prices.map(({ currency }) => currency) };
}

test('a visit from elsewhere, a new currency, and a wall are told apart by a second look', async () => {
  expect((await runOn(EUROS)).ending).toMatch(/^stored\(/);

  const passing = await runOn(DOLLARS, EUROS);
  expect(passing).toMatchObject({ ending: 'unchanged(same-bytes)', changes: [], currencies: ['EUR'] });

  const lasting = await runOn(DOLLARS);
  expect(lasting).toMatchObject({ ending: 'stored(changed)', currencies: ['USD', 'EUR'] });
  expect(lasting.changes).toMatchObject([{ kind: 'price', state: 'confirmed' }]);

  expect(await runOn(WALL)).toMatchObject({ ending: 'failed(unjudged)', changes: [] });
  expect(await runOn(DOLLARS)).toMatchObject({ ending: 'unchanged(same-bytes)', changes: [] });
});
