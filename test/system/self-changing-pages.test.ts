// Pages that differ at every request, each in a place of its own, so that no sample of their kind knows it: told once at
// most, quiet from then on, and what really changes on them is told in the run that sees it. Through the whole system.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { recount } from '../support/recount.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 12;
const WORDS = 'amber basin copper delta ember fjord garnet harbor indigo jasper kernel lumen marble'.split(
  ' ',
);
/** It begins to show something else each time only after the first run. */
const LATE = 11;

let site: Site;
let system: System;
let jobId: string;
let requests = 0;
let isLate = false;
let edition = 1;

/** Another text at each request, which no rule of noise knows. */
function saying(): string {
  requests += 1;
  // No two of a hundred are the same, whatever number of requests lies between them.
  const round = Math.floor(requests / WORDS.length);
  const at = (step: number): string => WORDS[(requests * step + round * (step - 1)) % WORDS.length] ?? '';
  return `Said of the ${at(1)} by a friend of the ${at(2)}: ${at(3)} and ${at(5)}.`;
}

function pageOf(number: number): string {
  const turning = number < LATE || isLate ? saying() : 'Said by nobody yet, and waited for.';
  const text = `<p>The ${WORDS[number]} stands by the water and is looked at by many.</p><p>Edition ${edition} of its story is told here, from the beginning to the end.</p>`;
  const places = Array.from(
    { length: PAGES },
    (_, at) => `<div id="s${at}"><p>${at === number ? turning : `Place ${at} of them all.`}</p></div>`,
  );
  return `<html lang="en"><head><title>The ${WORDS[number]}</title></head><body><main><h1>The ${WORDS[number]}</h1>${text}${places.join('')}</main></body></html>`;
}

beforeAll(async () => {
  const paths = Array.from({ length: PAGES }, (_, number) => `/p/${number}`);
  const handlerOf =
    (number: number): Handler =>
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(number));
    };
  site = await startSite(Object.fromEntries(paths.map((path, number) => [path, handlerOf(number)])));
  const host = `${site.host}:${site.port}`;
  system = await startSystem({ services: inject('services'), name: 'turning', ownHosts: [host] });
  const source = { kind: 'pages' as const, urls: paths.map((path) => site.url(path)) };
  jobId = await system.createJob({ source, changes: { sampleNoise: true } });
});

afterAll(async () => {
  await system?.close();
  await site?.close();
});

async function toldPages(): Promise<string[]> {
  const run = await system.completed(jobId);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 100 });
  return changes.map(({ url }) => new URL(url).pathname.slice('/p/'.length)).toSorted();
}

test('a page that differs by itself is told once, and its real changes always', {
  timeout: 120_000,
}, async () => {
  expect(await toldPages()).toEqual([]);
  const first = await toldPages();
  expect(first.length).toBeLessThan(PAGES);
  expect(await toldPages()).toEqual([]);

  isLate = true;
  expect(await toldPages()).toEqual([`${LATE}`]);
  expect(await toldPages()).toEqual([]);

  edition = 2;
  expect(await toldPages()).toHaveLength(PAGES);
  expect(await toldPages()).toEqual([]);
});
