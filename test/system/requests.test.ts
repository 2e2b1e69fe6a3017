// Pages behind a request, through the whole system: asked for by POST with a body, and one whose 404 is the page.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';

let price = 12;
let isAnnounced = false;
const asked: string[] = [];

/** A search that answers by POST alone, and gives a validator that nobody may ask with. */
const search: Handler = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { 'if-none-match': validator = 'unconditional' } = request.headers;
  asked.push([request.method, Buffer.concat(chunks).toString(), validator].join(' '));
  if (request.method !== 'POST') response.writeHead(405).end();
  else
    response
      .writeHead(200, { 'content-type': 'application/json', etag: '"one"' })
      .end(JSON.stringify({ items: [{ name: 'Green tea', price }] }));
};

const concert: Handler = (_request, response) => {
  response.writeHead(isAnnounced ? 200 : 404, { 'content-type': 'text/html' });
  response.end(
    `<title>${isAnnounced ? 'Concert' : '404 Not Found'}</title><main><h1>${isAnnounced ? 'Concert' : 'Page not found'}</h1><p>${isAnnounced ? 'Tickets from Monday' : 'Come again.'}</p></main>`,
  );
};

/** The page of a day, at the address of that day alone. */
const rates: Handler = (request, response) => {
  asked.push(request.url ?? '');
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`Rates of the day: ${price}`);
};

let site: Site;
let system: System;

beforeAll(async () => {
  site = await startSite({ '/search': search, '/concert': concert, '/rates': rates });
  const host = `${site.host}:${site.port}`;
  system = await startSystem({ services: inject('services'), name: 'requests', ownHosts: [host] });
});

afterAll(async () => {
  await system?.close();
  await site?.close();
});

async function changesOf(jobId: string): Promise<string[]> {
  const run = await system.completed(jobId);
  const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 50 });
  return changes.map(({ summary }) => summary);
}

test('what a search answers to a body is watched', async () => {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: [site.url('/search')] },
    fetch: { body: { type: 'json', text: '{"q":"tea"}' } },
    changes: { sampleNoise: false },
  });
  expect(await changesOf(jobId)).toEqual([]);
  price = 14;
  expect(await changesOf(jobId)).toEqual([expect.stringContaining('14')]);
  expect(new Set(asked)).toEqual(new Set(['POST {"q":"tea"} unconditional']));
});

test('a page that answers 404 until there is something is the page where the job says so', async () => {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: [site.url('/concert')] },
    fetch: { acceptStatus: [404] },
    changes: { sampleNoise: false },
  });
  expect(await changesOf(jobId)).toEqual([]);
  isAnnounced = true;
  expect(await changesOf(jobId)).toEqual([expect.stringContaining('Tickets from Monday')]);
});

test('an address with a date in it is asked for as that of today, and is one page', async () => {
  const named = `${site.url('/rates')}?to={today}`;
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: [named] },
    changes: { sampleNoise: false },
  });
  const before = new Date().toISOString().slice(0, 10);
  expect(await changesOf(jobId)).toEqual([]);
  price += 1;
  expect(await changesOf(jobId)).toEqual([expect.stringContaining(String(price))]);
  const days = new Set([before, new Date().toISOString().slice(0, 10)].map((day) => `/rates?to=${day}`));
  const seen = asked.filter((one) => one.startsWith('/rates'));
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.filter((one) => !days.has(one))).toEqual([]);
});
