// The tests of faults are tested: a store and a scraper that acknowledge before they write must be noticed by them.
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { killWhileWriting } from '../support/fault/acknowledged.ts';
import { freezeWhoever } from '../support/fault/open-work.ts';
import { PAGES } from '../support/fault/revised-system.ts';
import { buildVariant } from '../support/fault/variant.ts';
import { startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { startSystem } from '../support/system.ts';
import { builtFile } from '../support/webloom-processes.ts';

const STORE = 'embedded-store/main.js';
/** How long after its answer the scraper of the variant writes a pack. */
const LATE_MS = 500;

/** How long after its answer the store of the variant writes: longer than a busy machine keeps its client waiting. */
const UNWRITTEN_MS = 1_000;

const earlyStore = buildVariant([
  // Each write is answered at once, not the first of a turn alone: a kill at any moment finds some that are not written.
  {
    file: 'embedded-store/storage/journal.js',
    from: 'if (this.#flushScheduled)',
    to: 'resolve(); if (this.#flushScheduled)',
  },
  {
    file: 'embedded-store/storage/journal.js',
    from: 'setImmediate(() => this.flush());',
    to: `setTimeout(() => this.flush(), ${UNWRITTEN_MS});`,
  },
]);
const earlyScraper = buildVariant([
  {
    file: 'workers/scraper/pack-writer.js',
    from: 'await this.#ports.blobs.put(pack, parts);',
    to: `setTimeout(() => void this.#ports.blobs.put(pack, parts), ${LATE_MS});`,
  },
  // What a scraper writes late, but while it lives, is there when it is read: only a kill can lose it.
  {
    file: 'activities/parse.js',
    from: 'for (const [packKey, indexes] of byPack(rows, toRead)) {',
    to: `await new Promise((resolve) => setTimeout(resolve, ${4 * LATE_MS})); for (const [packKey, indexes] of byPack(rows, toRead)) {`,
  },
]);

afterAll(() => {
  for (const variant of [earlyStore, earlyScraper]) variant.remove();
});

test('a store that is killed while it is written to has everything it acknowledged', async () => {
  const { acknowledged, lost } = await killWhileWriting(builtFile(STORE));
  expect(acknowledged).toBeGreaterThan(0);
  expect(lost).toBe(0);
});

test('a store that acknowledges before it writes is noticed', async () => {
  const { lost } = await killWhileWriting(join(earlyStore.folder, STORE));
  expect(lost).toBeGreaterThan(0);
});

test('a scraper that answers before it writes is noticed', async () => {
  const pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  const system = await startSystem({
    services: inject('services'),
    name: 'early',
    ownHosts: [pages.host],
    buildFolder: earlyScraper.folder,
  });
  try {
    const job = { source: { kind: 'site', start: [pages.startUrl] } };
    const undisturbed = await recount(system, await system.completed(await system.createJob(job)));
    expect(undisturbed.lostBodies).toEqual([]);
    const before = pages.requests().length;
    const run = await system.start(await system.createJob(job));
    // In the middle of the run: pages come back all the time, so some were answered and not yet written.
    const { victim } = await freezeWhoever({ system, site: pages.site }, run, {
      candidates: [system.one('scraper')],
      wanted: (held) => held.length > 0 && pages.requests().length > before + PAGES / 2,
    });
    await victim.kill9();
    expect((await recount(system, await system.ended(run._id))).lostBodies).not.toEqual([]);
  } finally {
    await system.close();
    await pages.close();
  }
});
