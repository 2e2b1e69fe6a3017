// The search for selectors over stored pages, and what the job keeps of it.
import { brotliCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { createInferSelectors, type InferResult } from '../../activities/infer-selectors.ts';
import { createMemoryBlobStore } from '../support/memory/blob-store.ts';
import { createMemoryStores } from '../support/memory/memory-stores.ts';
import { writeBlocks } from '../../domain/page/kept-blocks.ts';
import { hasher } from '../../adapters/clock/ids.ts';
import { withFoundSelectors } from '../../domain/job/found-selectors.ts';
import { compileFields, NO_FIELDS } from '../../domain/reading/part/field/field-rule.ts';
import type { PageParser } from '../../domain/run/stage/page-parser.ts';
import { extractionVersion } from '../../domain/run/stage/extraction-version.ts';
import { createRunCache } from '../../domain/run/stage/run-cache.ts';
import { readPage } from '../../workers/pipeline/read-page.ts';
import { createRun } from '../../domain/job/execution/create-run.ts';
import type { SelectorFinder } from '../../domain/config/selector/selector-finder.ts';
import { inferSelectors, toSelectorPage } from '../../domain/config/selector/infer-selectors.ts';
import { sampleJob, samplePage, sampleRun, sampleSnapshot } from '../contracts/sample-documents.ts';
import { configOf, createScene } from '../support/control-scene.ts';
import { inActivity } from '../support/in-activity.ts';
import { createSilentLog } from '../support/silent-log.ts';

const CONFIG = configOf({
  fields: [{ name: 'price' }, { name: 'colour', example: 'Red' }, { name: 'shoe' }],
});

/** The search itself, without its thread. */
const FINDER: SelectorFinder = {
  find: async (pages, wanted) =>
    inferSelectors(
      pages.map(({ url, body }) => toSelectorPage(Buffer.from(body).toString(), url)),
      wanted,
    ),
};

let stores: ReturnType<typeof createMemoryStores>;
let infer: (finder: SelectorFinder) => Promise<InferResult>;

/** The reading itself, without its threads. */
const PARSER: PageParser = {
  parse: async (requests, { fields, wantLinks }) => {
    const compiled = compileFields(fields);
    const rules = { fields: compiled.ok ? compiled.fields : NO_FIELDS, watched: null, wantLinks };
    return requests.map((request) => readPage(request, rules));
  },
};

let blobs: ReturnType<typeof createMemoryBlobStore>;

async function putPage(name: string, colour: string): Promise<void> {
  const page = samplePage('job', name);
  const [bodyKey, blocksKey] = [`blobs/body-${name}`, `blobs/blocks-${name}`];
  const html = `<html><body><main><h1>Kettle ${name}</h1><b class="price">€ 1${name.slice(1)}.50</b><button>Add to cart</button>
<dl><dt>Colour</dt><dd>${colour}</dd></dl></main></body></html>`;
  await blobs.put(bodyKey, brotliCompressSync(html));
  await blobs.put(
    blocksKey,
    brotliCompressSync(writeBlocks([{ path: 'dd', text: colour.replace('  ', ' ') }])),
  );
  if (page.baseline === undefined) throw new Error('the sample page is stored');
  const request = { url: page.url, contentType: 'text/html', body: Buffer.from(html) };
  const [reply] = await PARSER.parse([request], { fields: [], wantLinks: false, watched: null });
  const textHash = reply?.ok === true ? reply.row.textHash : '';
  const fields = [
    { name: 'price', value: null, raw: '', source: 'selector', locator: '', confidence: 0 } as const,
  ];
  const read = {
    textHash,
    fields,
    extractionVersion: extractionVersion(CONFIG, hasher),
    snapshotId: `s-${name}`,
  };
  const baseline = { ...page.baseline, bodyKey, blocksKey, pageType: 'product' as const, ...read };
  await stores.history.insertSnapshots([{ ...sampleSnapshot(page._id, 1), _id: `s-${name}`, fields }]);
  await stores.pages.write([{ id: page._id, expectedV: 0, order: 11, set: { ...page, baseline } }]);
}

beforeEach(async () => {
  stores = createMemoryStores();
  blobs = createMemoryBlobStore();
  await stores.jobs.insert(sampleJob('job', { config: CONFIG }));
  await stores.runs.insert(sampleRun('run_1', { config: CONFIG }));
  for (const [at, colour] of ['Red', 'Blue', 'Green'].entries()) await putPage(`p${at}`, colour);
  infer = (finder) => {
    const activity = createInferSelectors({
      ...stores,
      findRun: createRunCache(stores.runs),
      blobs,
      finder,
      parser: PARSER,
      hasher,
      log: createSilentLog(),
    });
    return inActivity(() => activity.inferSelectors({ runId: 'run_1' }));
  };
});

describe('inferSelectors', () => {
  it('keeps what it finds on the job, and the next run uses it', async () => {
    expect(await infer(FINDER)).toEqual({ wanted: 3, found: 2 });
    const ports = { ...createScene().ports, jobs: stores.jobs, runs: stores.runs };
    const started = await createRun(ports, {
      workflowId: 'run:job:01JZ0000000000000000000009',
      jobId: 'job',
      trigger: 'manual',
    });
    const fields = started.kind === 'run' ? started.run.config.fields : [];
    expect(fields[0]?.locators[0]).toEqual({ selector: '.price' });
    expect(fields[1]?.locators[0]).toEqual({ selector: 'dt:icontains("Colour") + dd' });
    expect(fields[2]?.locators).toEqual([]);
  });

  it('reads what it found on the pages of the run, at the page and in its version', async () => {
    await infer(FINDER);
    const pages = await stores.pages.list('job', { after: null, limit: 10 });
    for (const { _id, baseline } of pages) {
      const values = baseline?.fields.map(({ name, value }) => [name, value]);
      expect(values).toEqual([
        ['price', `€ 1${_id.slice(-1)}.50`],
        ['colour', expect.any(String)],
        ['shoe', null],
      ]);
      expect((await stores.history.snapshot(baseline?.snapshotId ?? ''))?.fields).toEqual(baseline?.fields);
    }
    const job = await stores.jobs.get('job');
    if (job === null) throw new Error('the job is there');
    const version = extractionVersion(withFoundSelectors(job), hasher);
    expect(pages.map(({ baseline }) => baseline?.extractionVersion)).toEqual([version, version, version]);
    const before = pages.map(({ v }) => v);
    await infer(FINDER);
    expect((await stores.pages.list('job', { after: null, limit: 10 })).map(({ v }) => v)).toEqual(before);
  });

  it('looks for an example on every page, not only on those it reads', async () => {
    for (let at = 3; at < 400; at += 1) await putPage(`p${String(at).padStart(3, '0')}`, 'Grey');
    await putPage('p999', 'Dark  Crimson');
    const config = configOf({ fields: [{ name: 'colour', example: 'dark crimson' }] });
    const job = await stores.jobs.get('job');
    await stores.jobs.configure('job', job?.version ?? 0, { name: 'job', config, nextRunAt: null });
    expect(await infer(FINDER)).toEqual({ wanted: 1, found: 1 });
    const [field] = (await stores.jobs.get('job'))?.selectors?.fields ?? [];
    expect(field?.locators[0]?.selector).toBe('dt:icontains("Colour") + dd');
    expect(field?.locators[0]?.values).toContain('Dark Crimson');
  });

  it('keeps what it had when a later search finds less, and gives up after three', async () => {
    await infer(FINDER);
    const blind: SelectorFinder = { find: async () => null };
    expect(await infer(blind)).toEqual({ wanted: 3, found: 2 });
    await infer(blind);
    expect(await infer(blind)).toEqual({ wanted: 0, found: 0 });
  });
});
