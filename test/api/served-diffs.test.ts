// What the server sent of two versions, compared over HTTP.
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DiffView } from '../../api/schemas/change/diff.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { minutesLater, sampleChange, samplePage, sampleSnapshot } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;

describe('what the server sent', () => {
  const sent = (price: string, build: string): string =>
    `<title>Tent</title><div id=app data-price="${price}"></div>${'<p>still</p>'.repeat(30)}<script src="/app.${build}.js"></script>`;

  beforeAll(async () => {
    harness = await createHarness();
    await putJob(harness, 'completed', { jobId: 'job' });
    const page = samplePage('job', 'sent');
    await harness.ports.pages.write([{ id: page._id, expectedV: 0, order: 1, set: page }]);
    for (const [v, text] of [sent('12', 'aa'), sent('12', 'bb'), null].entries()) {
      const key = `sent/${v}`;
      if (text !== null)
        await (harness.ports.blobs as BlobStore).put(key, brotliCompressSync(Buffer.from(text)));
      const served = { key, bytes: 1, url: page.url };
      const basis = { lang: 'en', textLength: 1, finalUrl: page.url, rendered: { since: 1 } };
      const of = { jobId: 'job', at: minutesLater(v), basis, ...(text === null ? {} : { served }) };
      await harness.ports.history.insertSnapshots([sampleSnapshot(page._id, v + 1, of)]);
    }
  });

  afterAll(() => harness.app.close());

  const idOf = (pageId: string, v: number): string => sampleSnapshot(pageId, v)._id;
  const diffOf = (query: string) => harness.app.inject(`/v1/pages/job%3Asent/diff?served=true${query}`);

  test('is compared line by line, though all of it came on one line', async () => {
    const answer = await diffOf(`&from=first&to=${encodeURIComponent(idOf('job:sent', 2))}`);
    expect(answer.statusCode).toBe(200);
    const { served, totals, hunks, fields, verdict } = answer.json<DiffView>();
    expect({ served, fields, verdict }).toEqual({ served: true, fields: [], verdict: null });
    expect(totals).toMatchObject({ hunks: 1, replaced: 1, added: 0, removed: 0 });
    const replaced = hunks.flatMap(({ lines }) => lines).filter(({ op }) => op === 'replaced');
    expect(replaced).toMatchObject([
      { before: '<script src="/app.aa.js"></script>', after: '<script src="/app.bb.js"></script>' },
    ]);
  });

  test('of a change is that of its two versions', async () => {
    const ends = { fromSnapshot: idOf('job:sent', 1), toSnapshot: idOf('job:sent', 2) };
    const change = sampleChange('job:sent', 2, { jobId: 'job', state: 'confirmed', ...ends });
    await harness.ports.history.insertChanges([change]);
    const url = `/v1/changes/${encodeURIComponent(change._id)}/diff?served=true&format=unified`;
    const { body } = await harness.app.inject(url);
    expect(body).toContain('-<script src="/app.aa.js"></script>\n+<script src="/app.bb.js"></script>\n');
  });

  test('is compared with nothing where it is not kept, and that is said', async () => {
    const answer = await diffOf('');
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
      404,
      expect.stringContaining('What the server sent is not kept of this version'),
    ]);
  });
});
