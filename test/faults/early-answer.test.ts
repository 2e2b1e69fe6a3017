// The tests of faults are tested: a store and a scraper that acknowledge before they write must be noticed by them.
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { killWhileWriting } from '../support/fault/acknowledged.ts';
import { freezeAtWork } from '../support/fault/held-work.ts';
import { PAGES } from '../support/fault/revised-system.ts';
import { buildVariant } from '../support/fault/variant.ts';
import { startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { startSystem } from '../support/system.ts';
import { builtFile } from '../support/webloom-processes.ts';

const STORE = 'embedded-store/main.js';

const variant = buildVariant([
  // Each write is answered at once, not the first of a turn alone: a kill at any moment finds some that are not written.
  {
    file: 'embedded-store/storage/journal.js',
    from: 'if (this.#flushScheduled)',
    to: 'resolve(); if (this.#flushScheduled)',
  },
  {
    file: 'embedded-store/storage/journal.js',
    from: 'setImmediate(() => this.flush());',
    to: 'setTimeout(() => this.flush(), 25);',
  },
  {
    file: 'workers/scraper/pack-writer.js',
    from: 'await this.#ports.blobs.put(pack, [head, ...bodies]);',
    to: 'setTimeout(() => void this.#ports.blobs.put(pack, [head, ...bodies]), 200);',
  },
]);

afterAll(() => variant.remove());

test('a store that is killed while it is written to has everything it acknowledged', async () => {
  const { acknowledged, lost } = await killWhileWriting(builtFile(STORE));
  expect(acknowledged).toBeGreaterThan(0);
  expect(lost).toBe(0);
});

test('a store that acknowledges before it writes is noticed', async () => {
  const { lost } = await killWhileWriting(join(variant.folder, STORE));
  expect(lost).toBeGreaterThan(0);
});

test('a scraper that answers before it writes is noticed', async () => {
  const pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  const system = await startSystem({
    services: inject('services'),
    name: 'early',
    ownHosts: [pages.host],
    buildFolder: variant.folder,
  });
  try {
    const jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
    const run = await system.start(jobId);
    const victim = system.one('scraper');
    await freezeAtWork({ system, site: pages.site }, run, victim);
    await victim.kill9();
    const { classes } = await recount(system, await system.ended(run._id));
    // What every test of a killed scraper asks for: all of them stored.
    expect(classes.stored).toBeLessThan(PAGES + 1);
  } finally {
    await system.close();
    await pages.close();
  }
});
