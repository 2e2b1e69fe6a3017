import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { writeBlocks } from '../../domain/page/kept-blocks.ts';
import type { StorageStore } from '../../domain/upkeep/clean-up/storage.ts';
import type { VersionStore } from '../../domain/upkeep/clean-up/version-store.ts';
import { type Harness, createHarness, putJob } from '../api/harness.ts';
import { minutesLater, samplePage, sampleSnapshot } from '../contracts/sample-documents.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
let jobName = '';
const version = (v: number) => sampleSnapshot('job:p', v, { jobId: 'job', at: minutesLater(v) });
const old = version(1);

beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  jobName = (await putJob(harness, 'completed', { jobId: 'job' })).name;
  const { history, pages } = harness.ports;
  await pages.write([{ id: 'job:p', expectedV: 0, order: 1, set: samplePage('job', 'p') }]);
  await history.insertSnapshots([old, version(2)]);
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api]);

test('versions are listed, pinned and unpinned', async () => {
  const id = old._id;
  expect((await run('pin', id)).out).toMatch(/✓ Pinned the version of .+job:p:1:0a1b2c3d/);
  const { out } = await run('versions', 'job:p');
  expect(out.split('\n').filter((line) => line.includes('job:p'))).toHaveLength(2);
  expect((await run('unpin', id, '--json')).out).toContain('"pinned": null');
});

test('a page is named by its job and its address, and what is neither is refused with what to write', async () => {
  expect(
    (await run('versions', jobName, 'p')).out.split('\n').filter((line) => line.includes('job:p')),
  ).toHaveLength(2);
  const { code, err } = await run('versions', jobName);
  expect([code, err]).toEqual([2, expect.stringContaining('Name the job and the address')]);
});

test('what a job stores is told once it was measured', async () => {
  expect((await run('storage', jobName)).out).toContain('not measured yet');
  const counted = { versions: 2, pinned: 1, oldestAt: minutesLater(1), newestAt: minutesLater(2) };
  const measured = { ...counted, bytes: 4_500_000, runSeq: 1, measuredAt: minutesLater(3) };
  await (harness.ports.storage as StorageStore).put({ _id: 'job', workspaceId: 'default', ...measured });
  expect((await run('storage', jobName)).out).toMatch(/versions  2, 1 pinned\nsize      4\.3 MiB\n/);
  const view = JSON.parse((await run('storage', jobName, '--json')).out);
  expect(view).toMatchObject({ bytes: 4_500_000, putAway: null, oldestAt: minutesLater(1).toISOString() });
});

test('a version that was thinned is not there, and the command says since when', async () => {
  const { _id, pageId, jobId, at, textHash } = old;
  const thinnedAt = new Date('2026-06-15T00:00:00.000Z');
  await (harness.ports.versions as VersionStore).thin([{ _id, pageId, jobId, at, textHash, thinnedAt }]);
  const { code, err } = await run('pin', _id);
  expect([code, err]).toEqual([3, expect.stringContaining('was thinned on 2026-06-15')]);
  expect((await run('diff', 'job:p', '--from', _id)).err).toContain('was thinned on 2026-06-15');
});

test('versions are compared by the page’s id, or by its job and address', async () => {
  const { pages, history, blobs } = harness.ports;
  await pages.write([{ id: 'job:q', expectedV: 0, order: 1, set: samplePage('job', 'q') }]);
  for (const v of [1, 2]) {
    const blocksKey = `texts/q/${v}`;
    const texts = writeBlocks([{ path: 'main/p', text: `The tent costs € ${v}.` }]);
    await (blobs as BlobStore).put(blocksKey, brotliCompressSync(texts));
    const of = { jobId: 'job', at: minutesLater(v), blocksKey, textHash: String(v) };
    await history.insertSnapshots([sampleSnapshot('job:q', v, of)]);
  }
  const byId = await run('diff', 'job:q');
  expect(byId.out).toContain('The tent costs € [-1-]{+2+}.');
  expect((await run('diff', jobName, 'q')).out).toBe(byId.out);
  expect((await run('diff', jobName)).err).toContain('Name the job and the address');
});

test('what a version holds is printed, and what the server had sent, without what writes to the terminal', async () => {
  const { pages, history, blobs } = harness.ports;
  const { url, ...page } = samplePage('job', 'built');
  await pages.write([{ id: page._id, expectedV: 0, order: 1, set: { ...page, url } }]);
  const sent = ['<title>one</title>\n<p>\u001b[31mred</p>', '<title>two</title>\n<p>\u001b[31mred</p>'];
  for (const [v, text] of sent.entries()) {
    for (const [name, bytes] of [
      ['sent', text],
      ['body', `<p>made ${v}</p>`],
    ] as const)
      await (blobs as BlobStore).put(`${name}/built/${v}`, brotliCompressSync(Buffer.from(bytes)));
    const served = { key: `sent/built/${v}`, bytes: Buffer.byteLength(text), url };
    const kept = { bodyKey: `body/built/${v}`, served, contentType: 'text/html' };
    await history.insertSnapshots([
      sampleSnapshot(page._id, v + 1, { jobId: 'job', at: minutesLater(v), ...kept }),
    ]);
  }
  const id = sampleSnapshot(page._id, 2)._id;
  expect((await run('content', id)).out).toBe('<p>made 1</p>');
  const piped = await runCli(['content', id, '--served', '--api', api], { isPiped: true });
  expect(piped.out).toBe(sent[1]);
  expect((await run('content', id, '--served')).out).toBe('<title>two</title>\n<p>red</p>');
  expect(JSON.parse((await run('content', id, '--served', '--json')).out)).toMatchObject({ served: true });
  expect((await run('versions', page._id, '--wide')).out).toMatch(/SIZE +SERVED +PINNED BY[\s\S]+ 34 B/);
  expect((await run('versions', 'job:q', '--wide')).out).not.toContain('SERVED');
  const same = await run('diff', page._id, '--served', '--from', id, '--to', id);
  expect(same.out).toContain('The server sent the same both times.');
  const diff = await run('diff', page._id, '--served', '--by', 'lines');
  expect(diff.out).toContain('What the server sent, before a browser made the page of it.');
  expect(diff.out).toContain('- <title>one</title>\n+ <title>two</title>');
  const { code, err } = await run('content', sampleSnapshot('job:q', 2)._id, '--served');
  expect([code, err]).toEqual([3, expect.stringContaining('No browser made this version')]);
});
