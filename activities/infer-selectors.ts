// The inferSelectors activity: at the end of a run, searches the stored pages for selectors of the fields
// that have only a name. The next run takes the found selectors into its configuration.
import { brotliDecompressSync } from 'node:zlib';
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import type { Log } from '../domain/system/clock.ts';
import { storedFormat } from '../domain/reading/content/body-format.ts';
import type { JobStore } from '../domain/job/job-store.ts';
import {
  foundOf,
  wantsSelectors,
  wishKey,
  withFoundSelectors,
  wantedFieldsOf,
} from '../domain/job/found-selectors.ts';
import type { FoundSelectors, Job } from '../domain/job/job.ts';
import { foldSpace } from '../domain/reading/html/copy-text.ts';
import type { Page } from '../domain/page/page.ts';
import type { Run } from '../domain/run/run.ts';
import type { FindRun } from '../domain/run/stage/run-cache.ts';
import type { SelectorFinder, StoredPage } from '../domain/config/selector/selector-finder.ts';
import type { FoundField, WantedField } from '../domain/config/selector/wanted-field.ts';
import { readContent } from './read-content.ts';
import { type FillPorts, fillFields } from './fill-fields.ts';
import { withHeartbeat } from './heartbeat.ts';
import { OUTRUN, type Outrun, untilWritten } from '../domain/system/until-written.ts';

export interface InferPorts extends FillPorts {
  readonly findRun: FindRun;
  readonly jobs: Pick<JobStore, 'get' | 'control'>;
  readonly blobs: Pick<BlobStore, 'get'>;
  readonly finder: SelectorFinder;
  readonly log: Log;
}

export interface InferResult {
  readonly wanted: number;
  readonly found: number;
}

/** Pages listed to choose from; `READ`: pages read of them. */
const LISTED = 300;
const READ = 5;
/** Pages whose texts are searched for an example. */
const SEARCHED = 3_000;
const MAX_BODY_BYTES = 3_000_000;

export function createInferSelectors(ports: InferPorts): {
  inferSelectors(input: { runId: string }): Promise<InferResult>;
} {
  return {
    inferSelectors: ({ runId }) =>
      withHeartbeat(async () => {
        const run = await ports.findRun(runId);
        const { jobId } = run;
        const job = await ports.jobs.get(jobId);
        if (job === null || !wantsSelectors(job)) return { wanted: 0, found: 0 };
        const wanted = wantedFieldsOf(job.config);
        const pages = await readPages(ports, jobId, wanted);
        const found = pages.length === 0 ? [] : await ports.finder.find(pages, wanted);
        if (found === null) ports.log.warn({ jobId }, 'the search for selectors took too long');
        const result = await keep(ports, job, found ?? []);
        await fillRun(ports, run);
        return result;
      }),
  };
}

/** Fills the found fields on the run's pages, with an order after the run's own visits. */
async function fillRun(ports: InferPorts, { jobId, seq, config: before }: Run): Promise<void> {
  const job = await ports.jobs.get(jobId);
  const after = job === null ? before : withFoundSelectors({ ...job, config: before });
  if (JSON.stringify(after.fields) === JSON.stringify(before.fields)) return;
  const filled = await fillFields(ports, { jobId, before, after, order: seq * 10 + 9 });
  ports.log.info({ jobId, filled }, 'fields that were found are read on the pages of the run');
}

/** Stores what was found. A repeat whose first attempt was stored counts one try too many, at worst. */
async function keep(ports: InferPorts, first: Job, found: readonly FoundField[]): Promise<InferResult> {
  const key = wishKey(first.config);
  const unkept = { wanted: found.length, found: 0 };
  const attempt = async (): Promise<InferResult | Outrun> => {
    const job = await ports.jobs.get(first._id);
    if (job === null || wishKey(job.config) !== key) return unkept;
    const selectors = merged(job, found);
    if ((await ports.jobs.control(job, { selectors }, null)) === null) return OUTRUN;
    const { fields } = selectors;
    return { wanted: fields.length, found: fields.filter(({ locators }) => locators.length > 0).length };
  };
  return untilWritten(attempt, () => unkept);
}

/** A selector found earlier is kept, because its values have a history. */
function merged(job: Job, found: readonly FoundField[]): FoundSelectors {
  const before = foundOf(job);
  const key = wishKey(job.config);
  const fields = wantedFieldsOf(job.config).map(({ name }): FoundField => {
    const known = before.find((field) => field.name === name && field.locators.length > 0);
    const fresh = found.find((field) => field.name === name);
    return known ?? fresh ?? { name, locators: [], note: 'no page could be read yet' };
  });
  const tries = job.selectors?.key === key ? job.selectors.tries + 1 : 1;
  return { key, tries, fields };
}

/**
 * Up to five pages of one type. Pages that show an example of a field come first and decide the type; without
 * them it is the most frequent type, but products and articles before all others.
 */
async function readPages(
  ports: InferPorts,
  jobId: string,
  wanted: readonly WantedField[],
): Promise<StoredPage[]> {
  const listed = (await ports.pages.list(jobId, { after: null, limit: LISTED, states: ['live'] })).filter(
    isWebPage,
  );
  const shown = await pagesWithExamples(ports, jobId, wanted);
  const [first] = shown;
  const ofKind =
    first === undefined ? mostOfOneKind(listed) : listed.filter((page) => typeOf(page) === typeOf(first));
  const ids = new Set(shown.map(({ _id }) => _id));
  const read: StoredPage[] = [];
  for (const page of [...shown, ...ofKind.filter(({ _id }) => !ids.has(_id))]) {
    if (read.length === READ) break;
    const stored = await readStored(ports, page);
    if (stored !== null) read.push(stored);
  }
  return read;
}

function isWebPage({ baseline }: Page): boolean {
  return baseline !== undefined && storedFormat(baseline.contentType ?? '') === 'html';
}

function typeOf({ baseline }: Page): string {
  return baseline?.pageType ?? '';
}

function mostOfOneKind(pages: readonly Page[]): readonly Page[] {
  const byType = new Map<string, Page[]>();
  for (const page of pages) byType.set(typeOf(page), [...(byType.get(typeOf(page)) ?? []), page]);
  const weight = (type: string): number => (type === 'product' || type === 'article' ? 1_000 : 1);
  const [chosen] = [...byType].toSorted(
    ([a, some], [b, others]) => others.length * weight(b) - some.length * weight(a),
  );
  return chosen?.[1] ?? [];
}

/** For each example the first page whose stored text contains it; texts are a tenth of the bodies. */
async function pagesWithExamples(
  ports: InferPorts,
  jobId: string,
  wanted: readonly WantedField[],
): Promise<Page[]> {
  const examples = new Set(wanted.flatMap(({ example = '' }) => foldExample(example) ?? []));
  const found: Page[] = [];
  let after: string | null = null;
  for (let searched = 0; examples.size > 0 && searched < SEARCHED; searched += LISTED) {
    const some: Page[] = await ports.pages.list(jobId, { after, limit: LISTED, states: ['live'] });
    for (const page of some.filter(isWebPage)) {
      const text = await keptText(ports, page);
      const here = [...examples].filter((example) => text.includes(example));
      if (here.length > 0) found.push(page);
      for (const example of here) examples.delete(example);
      if (examples.size === 0) break;
    }
    after = some.at(-1)?._id ?? null;
    if (some.length < LISTED) break;
  }
  return found.slice(0, READ - 1);
}

function foldExample(example: string): string | null {
  const folded = foldSpace(example).toLowerCase();
  return folded === '' ? null : folded;
}

async function keptText({ blobs }: InferPorts, { baseline }: Page): Promise<string> {
  const bytes = baseline === undefined ? null : await readContent({ blobs }, baseline.blocksKey);
  return bytes === null ? '' : bytes.toString('utf8').toLowerCase();
}

async function readStored({ blobs }: InferPorts, { baseline }: Page): Promise<StoredPage | null> {
  if (baseline === undefined) return null;
  const bytes = await blobs.get(baseline.bodyKey);
  if (bytes === null) return null;
  const body = brotliDecompressSync(bytes, { maxOutputLength: 100_000_000 });
  if (body.length > MAX_BODY_BYTES) return null;
  return { url: baseline.finalUrl, contentType: baseline.contentType ?? '', body };
}
