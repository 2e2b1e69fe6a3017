// What a run found in words, and the blocks of a change in the order of its summary.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlockChange } from '../../domain/change/change.ts';
import type { Change } from '../../domain/page/page.ts';
import { minutesLater, sampleChange } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob, putRun } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const get = async (url: string) => (await harness.app.inject(url)).json();

const BLOCKS: readonly BlockChange[] = [
  { op: 'added', path: '(frame)/nav/ul/li/a', after: 'Blog' },
  { op: 'moved', path: 'main/p', after: 'The same as before.' },
  { op: 'replaced', path: 'main/p', before: 'Oak shelf € 13', after: 'Oak shelf € 18' },
];

function detailOf(blocks: readonly BlockChange[], more: Partial<Change['detail']> = {}): Change['detail'] {
  return { kind: 'text', severity: 'notable', summary: '', blocks, fields: [], ...more };
}

async function put(jobId: string, runId: string, changes: readonly Partial<Change>[]): Promise<void> {
  const documents = changes.map((fields, n) => {
    const name = `p${n}`;
    const own = { jobId, runId, title: name, url: `https://shop.example/${name}`, at: minutesLater(n) };
    return sampleChange(`${jobId}:${name}`, 2, { ...own, state: 'confirmed', ...fields });
  });
  await harness.ports.history.insertChanges(documents);
}

const MENU = detailOf(BLOCKS.slice(0, 1), { severity: 'minor', frameOnly: true });
const FRAME = { kind: 'text', severity: 'minor', summary: 'Around the text: …', detail: MENU } as const;

test('a run is summed up, the gravest first, without what was taken back', async () => {
  const run = await putRun(harness, 'completed');
  const summary = 'Price went from €20.00 to €15.00 (-25 %).';
  const cheaper = { kind: 'price', severity: 'major', summary, detail: detailOf([]) } as const;
  await put(run.jobId, run._id, [
    FRAME,
    cheaper,
    { kind: 'removed', severity: 'major', summary: 'The page “p2” is gone.', detail: detailOf([]) },
    FRAME,
    { ...cheaper, state: 'withdrawn' },
    { ...cheaper, state: 'pending' },
  ]);
  const found = await get(`/v1/runs/${run._id}/changes/summary`);
  expect(found).toMatchObject({ total: 5, pending: 1, atLeast: false });
  expect(found.summary).toBe(
    '“p2” is gone; 2 products cheaper, most: “p5” €20.00 → €15.00 (−25 %); the menu of shop.example changed: + Blog; on 2 pages',
  );
  expect(
    found.topics.map(({ severity, pages }: { severity: string; pages: number }) => [severity, pages]),
  ).toEqual([
    ['major', 1],
    ['major', 2],
    ['minor', 2],
  ]);
  expect(found.topics[0]).toMatchObject({ words: '“p2” is gone', changeIds: [`${run.jobId}:p2:2`] });
});

test('a run that found nothing has no words, and one that is not there is not found', async () => {
  const run = await putRun(harness, 'completed');
  expect(await get(`/v1/runs/${run._id}/changes/summary`)).toMatchObject({
    total: 0,
    summary: '',
    topics: [],
  });
  expect((await harness.app.inject('/v1/runs/run_none/changes/summary')).statusCode).toBe(404);
});

test('the blocks of a change stand in the order of its summary, or of the page', async () => {
  await putJob(harness, 'created', { jobId: 'job_o' });
  await put('job_o', 'run_o', [{ detail: detailOf(BLOCKS) }]);
  const texts = async (url: string): Promise<unknown> =>
    (await get(url)).blocks.map(({ after }: { after: string }) => after);
  const page = BLOCKS.map(({ after }) => after);
  expect(await texts('/v1/changes/job_o:p0:2')).toEqual([page[2], page[1], page[0]]);
  expect(await texts('/v1/changes/job_o:p0:2?order=page')).toEqual(page);
  const { items } = await get('/v1/changes?jobId=job_o&order=page');
  expect(items[0].blocks.map(({ after }: { after: string }) => after)).toEqual(page);
  expect((await harness.app.inject('/v1/changes/job_o:p0:2?order=new')).statusCode).toBe(400);
});

test('changes of the frame have one key for all pages of a host', async () => {
  await putJob(harness, 'created', { jobId: 'job_f' });
  await put('job_f', 'run_f', [FRAME, { ...FRAME, siteWide: 'key' }, { ...FRAME, kind: 'price' }]);
  const { items } = await get('/v1/changes?jobId=job_f');
  const shown = items.map(({ frameOnly, siteWide }: { frameOnly: boolean; siteWide: string | null }) => [
    frameOnly,
    siteWide,
  ]);
  expect(shown).toEqual([
    [false, null],
    [true, 'frame of shop.example'],
    [true, 'frame of shop.example'],
  ]);
});
