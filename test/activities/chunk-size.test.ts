// What `parse` says of the size of its chunk, by which the workflow chooses who takes the stages after it, and whether anybody has to.
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { createParse } from '../../activities/parse.ts';
import type { ParseResult } from '../../activities/contract.ts';
import type { ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import { NO_FIELDS } from '../../domain/reading/part/field/field-rule.ts';
import { packHead } from '../../domain/run/stage/pack-head.ts';
import { readPage } from '../../workers/pipeline/read-page.ts';
import { sampleRun } from '../contracts/sample-documents.ts';
import { configOf } from '../support/control-scene.ts';
import { createDispatchScene } from '../support/dispatch-scene.ts';
import { inActivity } from '../support/in-activity.ts';
import { scrapeRow } from '../support/visit-context.ts';

const PACK = 'runs/run_1/1/pack.s.01';

/** The result for pages of so many words each, and further rows of visits without a body. */
async function sizeOf(
  pages: readonly number[],
  others: readonly Partial<ScrapeRow>[] = [],
): Promise<ParseResult> {
  const { ports, stores } = createDispatchScene(() => null);
  const config = configOf({ source: { kind: 'pages', urls: ['http://shop.test/'] } });
  await stores.runs.insert(sampleRun('run_1', { config, createdAt: new Date(), state: 'running' }));
  const bodies = pages.map((words) => Buffer.from(`<title>page</title><p>${'word '.repeat(words)}</p>`));
  const head = packHead(PACK);
  await ports.blobs.put(PACK, Buffer.concat([head, ...bodies]));
  let offset = head.length;
  const fetched = bodies.map((body, index) => {
    const pack = { key: PACK, offset, length: body.length, crc32: crc32(body) };
    offset += body.length;
    return scrapeRow({ urlKey: `page-${index}`, hash: `raw-${index}`, pack });
  });
  const rest = others.map((row, index) => scrapeRow({ urlKey: `other-${index}`, ...row }));
  const scrape = 'runs/run_1/1/scrape.0';
  await ports.files.write('scrape', scrape, [...fetched, ...rest]);
  const parser = {
    parse: async (requests: Parameters<typeof readPage>[0][]) =>
      requests.map((request) => readPage(request, { fields: NO_FIELDS, watched: null, wantLinks: false })),
  };
  const activity = createParse({ ...ports, parser });
  return inActivity(() => activity.parse({ runId: 'run_1', chunkNo: 1, files: { scrape } }));
}

const NOT_MODIFIED = { result: 'not-modified' } as const;

it('a few short pages are small', async () => {
  const result = await sizeOf([20, 2_000], [NOT_MODIFIED]);
  expect(result).toMatchObject({ rows: 3, small: true });
  expect(result.nothingNew).toBeUndefined();
});

it('many pages are not, nor is one with very much text', async () => {
  expect((await sizeOf(Array.from({ length: 11 }, () => 5))).small).toBeUndefined();
  expect((await sizeOf([30_000])).small).toBeUndefined();
});

it('nothing is new where all pages are as they were or can not be read', async () => {
  expect(await sizeOf([], [NOT_MODIFIED, NOT_MODIFIED])).toMatchObject({ rows: 2, nothingNew: true });
  const pack = { key: PACK, offset: 0, length: 5, crc32: 1 };
  const lost = await sizeOf([], [{ result: 'fetched', hash: 'raw-lost', pack }]);
  expect(lost).toMatchObject({ rows: 1, nothingNew: true });
  expect((await sizeOf([5], [NOT_MODIFIED])).nothingNew).toBeUndefined();
});
