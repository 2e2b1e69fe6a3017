// A backup of changedetection.io, and a database of urlwatch, through the whole system: its newest text is the first version of a page, the first run tells no
// change, whatever the two readers made of the page, and the next change of the page is told.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createHash } from 'node:crypto';
import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';
import { packZip } from '../../domain/reading/content/archive/pack-zip.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type Site, startSite } from '../support/site/site.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const RUN_MS = 60_000;

const ROPES =
  '<!doctype html><title>Ropes</title><main><h1>Ropes</h1><p>Ropes that hold, <b>from 12 €</b> a metre.</p></main>';

let price = '129 €';
let site: Site;
let served: ServedWebloom;

beforeAll(async () => {
  site = await startSite({
    '/ropes': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(ROPES),
    '/tents': (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag: `"${price.length}"` })
        .end(
          `<!doctype html><title>Tents</title><nav><a href=/>Home</a></nav><main><h1>Tents</h1>
           <p>A tent that keeps the rain out for years, from ${price}, whatever the weather may be.</p></main>`,
        ),
  });
  served = await serveWebloom(inject('services'), { name: 'known-text', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await served?.close();
  await site?.close();
});

async function runOnce(jobId: string): Promise<string> {
  const { runId } = await served.api.act(jobId, 'start');
  await eventually(async () => (await served.api.run(runId ?? '')).state === 'completed', RUN_MS);
  return runId ?? '';
}

test('the text of the other tool is a version, and what differs from it is never told', async () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const watch = { url: site.url('/tents'), title: 'Tents', include_filters: ['main'] };
  const backup = packZip(
    new Map([
      [`${UUID}/watch.json`, bytes(JSON.stringify(watch))],
      [`${UUID}/history.txt`, bytes('1763625600,a.txt\n')],
      [`${UUID}/a.txt`, bytes('Tents\nA tent that keeps the rain out for years, from 119 €.')],
    ]),
  );
  const { entries } = await served.api.importFile(backup, { start: 'true' });
  expect(entries).toMatchObject([{ outcome: 'whole', knownText: { characters: 59, problem: null } }]);
  const jobId = entries[0]?.jobId ?? '';
  const runId = await runOnce(jobId);
  const [row] = (await served.api.runPages(runId)).items;
  expect(row).toMatchObject({ outcome: 'stored' });
  expect((await served.api.changes({ jobId })).items).toEqual([]);
  const story = JSON.stringify(await served.api.story(runId, row?.urlKey ?? ''));
  expect(story).toContain('changedetection.io knew another text of 2025-11-20');
  const pageId = `${jobId}:${row?.urlKey}`;
  const versions = (await served.api.pageVersions(pageId)).items;
  expect(versions.map(({ from, change }) => [from, change])).toEqual([
    [null, null],
    ['changedetection', null],
  ]);
  const diff = await served.api.diff(pageId);
  expect(diff.verdict).toMatchObject({
    verdict: 'first',
    reason: expect.stringContaining('knew another text'),
  });
  expect(JSON.stringify(diff.hunks)).toMatch(/119 €.*129|129.*119 €/s);

  price = '99 €, now reduced';
  await runOnce(jobId);
  const told = (await served.api.changes({ jobId })).items;
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).toContain('99 €, now reduced');
});

test('the page that urlwatch kept is read as a page: its words are those of the first run', async () => {
  const sql = await initSqlJs();
  const database = new sql.Database();
  const guid = createHash('sha1').update(site.url('/ropes')).digest('hex');
  database.run(
    'CREATE TABLE CacheEntry (id INTEGER PRIMARY KEY, guid TEXT, timestamp INTEGER, data TEXT, tries INTEGER, etag TEXT)',
  );
  database.run(`INSERT INTO CacheEntry VALUES (1, '${guid}', 1763625600, '${ROPES}', 0, NULL)`);
  const list = new TextEncoder().encode(`name: Ropes\nurl: ${site.url('/ropes')}\n`);
  const together = packZip(
    new Map([
      ['urls.yaml', list],
      ['cache.db', database.export()],
    ]),
  );
  database.close();
  const { entries, notes } = await served.api.importFile(together, { start: 'true' });
  expect([notes, entries]).toMatchObject([[], [{ knownText: { problem: null, newer: null } }]]);
  const jobId = entries[0]?.jobId ?? '';
  const runId = await runOnce(jobId);
  const [row] = (await served.api.runPages(runId)).items;
  const story = JSON.stringify(await served.api.story(runId, row?.urlKey ?? ''));
  expect(story).toContain('the words are those that urlwatch knew on 2025-11-20');
  expect((await served.api.changes({ jobId })).items).toEqual([]);
});
