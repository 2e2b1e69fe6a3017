// A template change of a site, through the whole store stage: every page keeps its change, one event tells of it.
import { describe, expect, it } from 'vitest';
import { createStore } from '../../../activities/store/store.ts';
import type { BlockChange } from '../../../domain/change/change.ts';
import { sampleChunk, sampleJob, samplePage, sampleRun } from '../../contracts/sample-documents.ts';
import { createDispatchScene } from '../../support/dispatch-scene.ts';
import { inActivity } from '../../support/in-activity.ts';
import { CHANGED, parsedRow, scrapeRow } from '../../support/visit-context.ts';

const FOOTER: BlockChange = { op: 'replaced', path: 'footer/p', before: '© 2025', after: '© 2026' };
const OWN: BlockChange = { op: 'added', path: 'main/p', after: 'A new paragraph' };

async function storedChunks(sizes: readonly number[]) {
  const scene = createDispatchScene(() => null);
  const { stores, ports } = scene;
  await stores.jobs.insert(sampleJob('job', { activeRun: 'run_2', runSeq: 2 }));
  await stores.runs.insert(sampleRun('run_2', { seq: 2 }));
  const { store } = createStore({ ...stores, ...ports });
  for (const [index, size] of sizes.entries()) {
    const chunkNo = index + 1;
    const keys = Array.from({ length: size }, (_, n) => `c${chunkNo}p${n}`);
    const files = {
      scrape: `runs/run_2/${chunkNo}/scrape.a`,
      parse: `runs/run_2/${chunkNo}/parse.a`,
      'detect-change': `runs/run_2/${chunkNo}/detect-change.a`,
    };
    await stores.pages.write(
      keys.map((key) => ({ id: `job:${key}`, expectedV: 0, order: 11, set: samplePage('job', key) })),
    );
    await stores.chunks.insert(sampleChunk('run_2', chunkNo, { state: 'scraped', visits: size, files }));
    const rows = keys.map((urlKey) =>
      scrapeRow({ urlKey, url: `http://shop.test/${urlKey}`, hash: `${urlKey} of these bytes` }),
    );
    await ports.files.write('scrape', files.scrape, rows);
    await ports.files.write(
      'parse',
      files.parse,
      keys.map(() => parsedRow()),
    );
    const changes = keys.map((_, n) => {
      const blocks = n === 0 ? [FOOTER, OWN] : [FOOTER];
      return CHANGED.verdict === 'changed' ? { ...CHANGED, change: { ...CHANGED.change, blocks } } : CHANGED;
    });
    await ports.files.write('detect-change', files['detect-change'], changes);
    await inActivity(() => store({ runId: 'run_2', chunkNo, files }));
  }
  const events = await stores.events.since('default', new Date(0), 100);
  const stored = await stores.history.changes({ jobId: 'job', limit: 100 });
  return { types: events.map(({ type }) => type).sort(), events, stored };
}

describe('a footer that changed on every page', () => {
  it('is one event over all chunks; the page with news of its own has another', async () => {
    const { types, events, stored } = await storedChunks([6, 8]);
    expect(types).toEqual(['page.changed', 'page.changed', 'site.changed']);
    const [site] = events.filter(({ type }) => type === 'site.changed');
    expect(site?.data).toMatchObject({ path: 'footer/p', before: '© 2025', after: '© 2026', pagesSoFar: 5 });
    expect(stored).toHaveLength(14);
    expect(stored.filter((change) => change.siteWide !== undefined)).toHaveLength(12);
    expect(new Set(stored.map((change) => change.siteWide)).size).toBe(2);
  });

  it('on a few pages is told of each', async () => {
    expect((await storedChunks([3])).types).toEqual(['page.changed', 'page.changed', 'page.changed']);
  });
});
