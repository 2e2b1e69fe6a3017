// Pages that are no web pages, through the whole system: stored as they are, compared, asked for again by their validators,
// and told honestly where there is nothing to keep.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { recount } from '../support/recount.ts';
import { page } from '../support/site/page.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';

type Version = 1 | 2;
let version: Version = 1;
const PDF = `%PDF-1.7\n${'1 0 obj << /Type /Page >> endobj\n'.repeat(40)}`;

const BODIES: Readonly<Record<string, readonly [type: string, one: string, two: string]>> = {
  '/robots-of-trade': [
    'text/plain',
    'Access denied on Sundays.\nOpen 9 to 5.',
    'Access denied on Sundays.\nOpen 9 to 7.',
  ],
  '/stock.json': [
    'application/json',
    '{"items":[{"id":1,"left":4},{"id":2,"left":7}],"next":"http://h.test/stock.json?page=2"}',
    '{"next":"http://h.test/stock.json?page=2",\n"items":[{"left":4,"id":1},{"id":2,"left":0}]}',
  ],
  '/same.json': ['application/json', '{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }'],
  '/rates.xml': [
    'text/xml',
    '<?xml version="1.0"?><rates><rate currency="USD" value="1.08"/></rates>',
    '<?xml version="1.0"?><rates><rate currency="USD" value="1.11"/></rates>',
  ],
  '/list.csv': ['text/csv', 'sku,name\n1,Kettle\n2,Lamp', 'sku,name\n1,Kettle\n3,Chair'],
  '/notes.md': [
    'text/markdown',
    '# Notes\n\nNothing [new](/secret).',
    '# Notes\n\nSomething [new](/secret).',
  ],
  '/none.json': ['application/json', '{}', '{"found":true}'],
  '/unnamed': ['', 'Just one line.', 'Just another line.'],
};

const document =
  (path: string): Handler =>
  (_request, response) => {
    const [type = '', one, two] = BODIES[path] ?? [];
    response.writeHead(200, type === '' ? {} : { 'content-type': type }).end(version === 1 ? one : two);
  };

const kept: Handler = (request, response) => {
  const headers = { 'content-type': 'text/plain', etag: '"kept"' };
  if (request.headers['if-none-match'] === '"kept"') response.writeHead(304, headers).end();
  else response.writeHead(200, headers).end('This file stays as it is.');
};

let site: Site;
let system: System;
let jobId: string;

beforeAll(async () => {
  const links = [...Object.keys(BODIES), '/kept.txt', '/empty.txt', '/empty.html', '/form']
    .map((path) => `<a href="${path}">${path}</a>`)
    .join(' ');
  site = await startSite({
    ...Object.fromEntries(Object.keys(BODIES).map((path) => [path, document(path)])),
    '/': page(`<title>Files</title><body><main><h1>All our files</h1><p>${links}</p></main></body>`),
    '/kept.txt': kept,
    '/empty.txt': page('', { 'content-type': 'text/plain' }),
    '/empty.html': page('<html><body></body></html>'),
    '/form': page(PDF),
    '/secret': page('<h1>Not linked by any page</h1>'),
  });
  const host = `${site.host}:${site.port}`;
  system = await startSystem({ services: inject('services'), name: 'documents', ownHosts: [host] });
  jobId = await system.createJob({ source: { kind: 'site', start: [site.url('/')] }, tolerance: 1 });
});

afterAll(async () => {
  await system?.close();
  await site?.close();
});

async function look(which: Version) {
  version = which;
  const run = await system.completed(jobId);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 50 });
  const told = changes.map(({ url, summary }) => [new URL(url).pathname, summary]);
  return {
    endings: Object.fromEntries(books.endings),
    told: Object.fromEntries(told) as Record<string, string>,
  };
}

const UNREADABLE = {
  '/empty.txt': 'failed(empty)',
  '/empty.html': 'failed(empty)',
  '/form': 'failed(document-broken)',
};

test('text, JSON, XML, CSV and Markdown are stored, then their changes are found', async () => {
  const first = await look(1);
  const stored = [...Object.keys(BODIES), '/', '/kept.txt'].map((path) => [path, 'stored(first-visit)']);
  expect(first.endings).toEqual({ ...Object.fromEntries(stored), ...UNREADABLE });

  const second = await look(2);
  expect(second.endings).toMatchObject({
    ...UNREADABLE,
    '/': 'unchanged(same-bytes)',
    '/kept.txt': 'unchanged(not-modified)',
    '/same.json': 'unchanged(same-text)',
  });
  const changed = Object.keys(BODIES).filter((path) => path !== '/same.json');
  expect(Object.keys(second.told).sort()).toEqual(changed.sort());
  expect(second.told['/stock.json']).toContain('items[2].left');
  expect(second.told['/rates.xml']).toContain('1.11');
  expect(Object.keys(second.endings)).not.toContain('/secret');
});
