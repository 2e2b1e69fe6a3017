// A blob is overwritten with garbage on disk: the next run goes on, verify finds it, and the run after a repair stores the page
// anew without a false change. On real services.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type WatchedSite, startWatchedSite } from '../support/browser/watched-site.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';

const RUN_MS = 60_000;

let site: WatchedSite;
let stack: ServedWebloom;

beforeAll(async () => {
  site = await startWatchedSite();
  stack = await serveWebloom(inject('services'), { name: 'damaged', host: `${site.host}:${site.port}` });
});

afterAll(async () => {
  await stack?.close();
  await site?.close();
});

async function ended(runId: string) {
  return eventually(async () => {
    const run = await stack.api.run(runId);
    return run.finishedAt === null ? null : run;
  }, RUN_MS);
}

async function runOnce(jobId: string) {
  const { runId } = await stack.api.act(jobId, 'start');
  return ended(runId ?? '');
}

async function verify(jobId: string, repair: boolean) {
  return ended((await stack.api.verify(jobId, repair)).runId);
}

/** All files of bodies and texts below the folder. */
function archives(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\/(?:archives|blobs)\/.*/.test(path.slice(folder.length)) && statSync(path).isFile());
}

test('a damaged blob is found, and healed by the next run', { timeout: 240_000 }, async () => {
  const url = `http://${site.host}:${site.port}/kettle`;
  const { jobId } = await stack.api.createJob({
    name: 'Kettle',
    config: { source: { kind: 'pages', urls: [url] } },
  });
  await runOnce(jobId);
  expect((await verify(jobId, false)).mend?.counts).toMatchObject({ looked: 1, versions: 0, left: 0 });

  const files = archives(stack.dataDir);
  expect(files.length).toBeGreaterThan(0);
  for (const path of files) writeFileSync(path, 'garbage');
  const found = await verify(jobId, false);
  expect(found.mend?.counts).toMatchObject({ looked: 1, versions: 1, left: 1 });

  const repaired = await verify(jobId, true);
  expect(repaired.mend?.counts).toMatchObject({ versions: 1, pages: 1, left: 0 });
  const next = await runOnce(jobId);
  expect([next.state, next.ledger.stored, next.metrics.changes]).toEqual(['completed', 1, 0]);
  expect((await verify(jobId, false)).mend?.counts).toMatchObject({ versions: 0, left: 0 });

  for (const path of archives(stack.dataDir)) writeFileSync(path, 'garbage');
  site.change();
  const unrepaired = await runOnce(jobId);
  expect(unrepaired.state).toBe('completed');
});
