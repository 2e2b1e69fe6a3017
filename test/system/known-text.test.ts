// A backup of changedetection.io through the whole system: its newest text is the first version of a page, the first run tells no
// change, whatever the two readers made of the page, and the next change of the page is told.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { packZip } from '../../domain/reading/content/archive/pack-zip.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type Site, startSite } from '../support/site/site.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const RUN_MS = 60_000;

let price = '129 €';
let site: Site;
let served: ServedWebloom;

beforeAll(async () => {
  site = await startSite({
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
