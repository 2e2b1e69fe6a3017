// The same body under two addresses, in two chunks: one after the other one page alone has a change; at the same moment both
// have, and the alert sweep tells one of them.
import { expect, it } from 'vitest';
import { createStore } from '../../../activities/store/store.ts';
import { sweepAlerts } from '../../../domain/alert/sweep/sweep-alerts.ts';
import { snapshotId } from '../../../domain/page/snapshot-id.ts';
import type { InboxChange } from '../../../domain/page/inbox.ts';
import { sampleChunk, sampleJob, samplePage, sampleRun } from '../../contracts/sample-documents.ts';
import { createAlertScene, told } from '../../support/alert-scene.ts';
import { createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';
import { inActivity } from '../../support/in-activity.ts';
import { CHANGED, parsedRow, scrapeRow } from '../../support/visit-context.ts';

const TWINS = ['index', 'root'];

/** Everything up to the store stage: a page for each chunk, which had the same body before and has the same now. */
async function prepared(scene: DispatchScene, urlKey: string, chunkNo: number) {
  const { stores, ports } = scene;
  const name = (stage: string): string => `runs/run_2/${chunkNo}/${stage}.a`;
  const files = { scrape: name('scrape'), parse: name('parse'), 'detect-change': name('detect-change') };
  const page = samplePage('job', urlKey);
  const before = snapshotId(page._id, 1, 'aaaaaaaa11');
  const baseline = page.baseline && { ...page.baseline, snapshotId: before };
  const set = { ...page, ...(baseline && { baseline }) };
  await stores.pages.write([{ id: page._id, expectedV: 0, order: 11, set }]);
  await stores.chunks.insert(sampleChunk('run_2', chunkNo, { state: 'scraped', visits: 1, files }));
  const row = scrapeRow({ urlKey, url: `http://shop.test/${urlKey}`, hash: 'bbbbbbbb22 of these bytes' });
  await ports.files.write('scrape', files.scrape, [row]);
  await ports.files.write('parse', files.parse, [parsedRow()]);
  await ports.files.write('detect-change', files['detect-change'], [CHANGED]);
  return { runId: 'run_2', chunkNo, files };
}

async function stored(isAtOnce: boolean): Promise<InboxChange[]> {
  const scene = createDispatchScene(() => null);
  const { stores, ports } = scene;
  await stores.jobs.insert(sampleJob('job', { activeRun: 'run_2', runSeq: 2 }));
  await stores.runs.insert(sampleRun('run_2', { seq: 2 }));
  const { store } = createStore({ ...stores, ...ports });
  const chunks = [];
  for (const [at, urlKey] of TWINS.entries()) chunks.push(await prepared(scene, urlKey, at + 1));
  const work = chunks.map((chunk) => () => inActivity(() => store(chunk)));
  if (isAtOnce) await Promise.all(work.map((act) => act()));
  else for (const act of work) await act();
  return stores.history.changes({ runId: 'run_2', limit: 10 });
}

it.each([
  ['one after the other', false, 1],
  ['at the same moment', true, 2],
])('a body of two addresses whose chunks are decided %s is told once', async (_what, isAtOnce, changes) => {
  const found = await stored(isAtOnce);
  expect(found).toHaveLength(changes);
  const scene = await createAlertScene();
  await scene.stores.history.insertChanges(found.map((change) => ({ ...change, alertAt: scene.now })));
  await sweepAlerts(scene.ports);
  await sweepAlerts(scene.ports);
  expect(told(scene)).toHaveLength(1);
});
