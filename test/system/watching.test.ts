// Parts, filters and conditions from a job's first run to its preview, on real services: what runs tell is what the preview
// says they told, and other rules are read from the stored bodies.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { ApiClient, ChangePreviewView } from '../../api/client/client.ts';
import type { ChangesPatch, JobInput } from '../../domain/config/schema.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';

let look = 0;
let site: Site;
let stack: ServedWebloom;
let api: ApiClient;

const LEFT = [3, 4, 9, 12];
const served =
  (type: string, body: () => string): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': type }).end(body());
  };
const item = (n: number): string => `<item><guid>${n}</guid><title>Post ${n}</title></item>`;

beforeAll(async () => {
  site = await startSite({
    '/tents': served(
      'text/html',
      () =>
        `<html lang="en"><body><h1>Tents of look ${look}</h1><div id="stock"><h2>Stock</h2><p>Tents left: ${LEFT[look] ?? 0}</p>` +
        `<p>Poles left: ${100 - look}</p></div><p>A sentence that stays as it is on every look at this page.</p></body></html>`,
    ),
    '/feed': served('application/rss+xml', () => {
      const newest = Array.from({ length: 3 }, (_, n) => item(look + 3 - n)).join('');
      return `<rss><channel><title>Blog</title><lastBuildDate>${look}</lastBuildDate>${newest}</channel></rss>`;
    }),
    '/api': served('application/json', () => {
      const items = [
        { id: 'b', price: 5 },
        { id: 'a', price: look < 2 ? 7 : 8 },
      ];
      return JSON.stringify({ at: look, items: look % 2 === 0 ? items : items.toReversed() });
    }),
  });
  stack = await serveWebloom(inject('services'), { name: 'watching', host: `${site.host}:${site.port}` });
  api = stack.api;
});

afterAll(async () => {
  await stack?.close();
  await site?.close();
});

type Changes = NonNullable<JobInput['config']['changes']>;

async function createJob(path: string, changes: Changes): Promise<string> {
  const source = { kind: 'pages' as const, urls: [site.url(path)] };
  const { jobId } = await api.createJob({ config: { source, changes: { sampleNoise: false, ...changes } } });
  return jobId;
}

async function lookAt(jobId: string, at: number): Promise<readonly string[]> {
  look = at;
  const { runId } = await api.act(jobId, 'start');
  await eventually(async () => (await api.run(runId ?? '')).state === 'completed', 30_000);
  const told = await api.changes({ jobId, runId: runId ?? undefined, limit: '50' });
  return told.items.map(({ summary }) => summary).toReversed();
}

/** On a busy machine the time of a preview may end before all versions are read; it says so, and can be asked again. */
function previewAll(jobId: string, changes: ChangesPatch): Promise<ChangePreviewView> {
  return eventually(async () => {
    const preview = await api.previewChangeRules(jobId, changes);
    return preview.truncated ? null : preview;
  }, 60_000);
}

test('a part, a filter and a condition decide what is told, and the preview says the same', async () => {
  const jobId = await createJob('/tents', {
    scope: { include: ['xpath://div[@id="stock"]'] },
    filters: [{ kind: 'keep-lines', containing: ['/tents left/i'] }],
    conditions: { all: [{ on: 'number', is: '>', value: 5 }] },
  });
  expect(await lookAt(jobId, 0)).toEqual([]);
  expect(await lookAt(jobId, 1)).toEqual([]);
  expect(await lookAt(jobId, 2)).toEqual([expect.stringContaining('Tents left: 9')]);
  expect(await lookAt(jobId, 3)).toEqual([expect.stringContaining('Tents left: 12')]);
  const [change] = (await api.changes({ jobId, limit: '1' })).items;
  expect(change).toMatchObject({
    step: 'blocks',
    blocks: [{ before: 'Tents left: 9', after: 'Tents left: 12' }],
  });

  const saved = await previewAll(jobId, {});
  expect(saved).toMatchObject({ fired: 2, firedNow: 2, versions: 3, unread: 0, truncated: false });
  const poles = await previewAll(jobId, {
    filters: [{ kind: 'keep-lines', containing: ['poles left'] }],
    conditions: null,
  });
  expect(poles).toMatchObject({ fired: 2, firedNow: 2 });
  expect(poles.items[0]?.told[0]?.reason).toContain('Poles left: 97');
  const never = await previewAll(jobId, { only: ['removed'], triggerText: ['poles'] });
  expect(never).toMatchObject({ fired: 0, firedNow: 2 });
  expect(never.items[0]?.told[0]).toMatchObject({ fires: false, step: 'trigger' });
});

test('a feed tells each new entry, and an API answering JSON what moved', async () => {
  const [feed, data] = [
    await createJob('/feed', {}),
    await createJob('/api', { scope: { exclude: ['$.at'] } }),
  ];
  expect(await lookAt(feed, 0)).toEqual([]);
  expect(await lookAt(feed, 2)).toEqual(['New entry: Post 4', 'New entry: Post 5']);
  expect(await lookAt(data, 0)).toEqual([]);
  expect(await lookAt(data, 1)).toEqual([]);
  expect(await lookAt(data, 2)).toEqual(['items[a].price: 7 → 8']);
});

test('what can not work is refused when it is saved, with what to give instead', async () => {
  await expect(createJob('/api', { format: 'json', scope: { include: ['.price'] } })).rejects.toThrow(
    'JSONPath',
  );
  await expect(createJob('/tents', { ignoreText: ['/a(?=b)/'] })).rejects.toThrow('looking ahead');
});
