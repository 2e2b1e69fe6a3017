// What the pages of a run say, page by page as their chunks are done: the content of the version that the run stored, or found
// unchanged. Whoever follows a run that goes on gets each page once, and the end when the run has ended.
import { setTimeout as pause } from 'node:timers/promises';
import { given } from '../../domain/system/given.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import { parseFrontierId } from '../../domain/run/frontier-id.ts';
import { pageId } from '../../domain/page/page-id.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import type { Run } from '../../domain/run/run.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import type { ApiPorts } from '../ports.ts';
import { readBlocks, readBody, readServed } from '../query/page/page-text.ts';
import type { ExportedForm } from '../schemas/export.ts';
import { contentForms, contentLines } from '../views/content-forms.ts';
import type { Batches } from './export-rows.ts';

export type ContentPorts = Pick<
  ApiPorts,
  'runs' | 'chunks' | 'frontier' | 'history' | 'stageFiles' | 'blobs' | 'viewer'
>;

export interface WantedContents {
  /** Null: none has begun yet. */
  readonly findRun: () => Promise<Run | null>;
  readonly as: readonly ExportedForm[];
  /** With the frames of the pages. */
  readonly whole: boolean;
  /** Until the run has ended. */
  readonly follow: boolean;
}

export interface PageContents extends Partial<ReturnType<typeof contentForms>> {
  /** What the server sent; absent: it was not wanted, or is not kept of this version. */
  readonly served?: string;
  readonly url: string;
  readonly urlKey: string;
  readonly outcome: string;
  readonly reason: string;
  readonly why: readonly string[];
  readonly status?: number;
  readonly fetchedAt?: string;
  /** The version whose content this is; absent: none is stored. */
  readonly snapshotId?: string;
  readonly finalUrl?: string;
  readonly title?: string;
  readonly type?: string;
  readonly lang?: string;
  readonly contentType?: string;
  readonly fields?: Readonly<Record<string, string | null>>;
  /** Why a stored version has no content here. */
  readonly problem?: string;
}

const LOOK_MS = 1_000;
const BATCH = 500;

/** One page at a time: each may have megabytes. */
export async function* runContents(ports: ContentPorts, wanted: WantedContents): Batches<PageContents> {
  const told = new Set<string>();
  const read = new Set<number>();
  // No page is waited for before the answer begins.
  yield [];
  for (;;) {
    // Looked at before the chunks: what is committed until the end is among them.
    const run = await wanted.findRun();
    const isOver = run !== null && isTerminal(run.state);
    if (run !== null) yield* newContents(ports, wanted, { run, told, read });
    if (run !== null && isOver) yield* leftOut(ports, run, told);
    if (isOver || !wanted.follow) return;
    await pause(LOOK_MS, undefined, { ref: false });
  }
}

interface Progress {
  readonly run: Run;
  /** Keys of the URLs that were told. */
  readonly told: Set<string>;
  /** Numbers of the chunks that were read. */
  readonly read: Set<number>;
}

async function* newContents(
  ports: ContentPorts,
  wanted: WantedContents,
  { run, told, read }: Progress,
): Batches<PageContents> {
  const chunks = await ports.chunks.listInState(run._id, ['committed']);
  for (const { chunkNo, files } of chunks) {
    if (read.has(chunkNo) || files.store === undefined) continue;
    read.add(chunkNo);
    for (const row of await ports.stageFiles.read('store', files.store)) {
      if (told.has(row.urlKey) || !isEnd(row)) continue;
      told.add(row.urlKey);
      yield [await toContents(ports, wanted, { run, row })];
    }
  }
}

/** A page that is looked at again only to learn what moves by itself is there already. */
function isEnd({ outcome, reopen }: StoreRow): boolean {
  if (outcome === 'deferred') return false;
  return reopen === undefined || outcome === 'stored' || outcome === 'unchanged';
}

/** Whose turn did not come before the run ended. */
async function* leftOut(
  { frontier }: ContentPorts,
  run: Run,
  told: ReadonlySet<string>,
): Batches<PageContents> {
  let after: string | null = null;
  for (;;) {
    const entries: Awaited<ReturnType<typeof frontier.list>> = await frontier.list(run._id, after, BATCH);
    yield entries.flatMap(({ _id, url }) => {
      const { urlKey } = parseFrontierId(_id);
      return told.has(urlKey) ? [] : [{ url, urlKey, outcome: 'skipped', reason: 'stopped', why: [] }];
    });
    after = entries.at(-1)?._id ?? null;
    if (entries.length < BATCH) return;
  }
}

async function toContents(
  ports: ContentPorts,
  wanted: WantedContents,
  { run, row }: { readonly run: Run; readonly row: StoreRow },
): Promise<PageContents> {
  const { url, urlKey, outcome, reason, why, status, fetchedAt } = row;
  const ended = {
    url,
    urlKey,
    outcome,
    reason,
    why,
    ...given({ status }),
    fetchedAt: new Date(fetchedAt).toISOString(),
  };
  const snapshot = outcome === 'stored' || outcome === 'unchanged' ? await versionOf(ports, run, row) : null;
  return snapshot === null ? ended : { ...ended, ...(await withContent(ports, wanted, snapshot)) };
}

/** Of an unchanged page the version that stood when it was looked at. */
async function versionOf(
  { history }: ContentPorts,
  { jobId }: Run,
  { snapshot, urlKey, fetchedAt }: StoreRow,
): Promise<Snapshot | null> {
  if (snapshot !== undefined) return snapshot;
  const before = { at: new Date(fetchedAt), id: '' };
  const [standing] = await history.snapshots({ pageId: pageId(jobId, urlKey), before, limit: 1 });
  return standing ?? null;
}

async function withContent(
  ports: ContentPorts,
  { as, whole }: WantedContents,
  snapshot: Snapshot,
): Promise<Omit<PageContents, 'url' | 'urlKey' | 'outcome' | 'reason' | 'why'>> {
  const { _id: snapshotId, basis, title, pageType, contentType, fields } = snapshot;
  const facts = {
    snapshotId,
    ...given({ finalUrl: basis?.finalUrl, lang: basis?.lang, contentType }),
    title,
    type: pageType,
    ...(fields.length === 0
      ? {}
      : { fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])) }),
  };
  try {
    const body = await readBody(ports, snapshot);
    const page = { url: basis?.finalUrl ?? '', contentType: contentType ?? '', body };
    const content = await ports.viewer.view(page, {
      view: 'content',
      whole,
      article: pageType === 'article',
      tables: as.includes('tables'),
    });
    if (content === null) return { ...facts, problem: 'It can not be read, or not in time.' };
    const lines = as.includes('text') ? contentLines(await readBlocks(ports, snapshot), whole) : '';
    return { ...facts, ...contentForms(content, lines, as), ...(await servedOf(ports, snapshot, as)) };
  } catch (error) {
    // A clean-up has thinned the version meanwhile.
    if (!isWebloomError(error) || error.code !== 'not-found') throw error;
    return { ...facts, problem: error.message };
  }
}

/** Where nothing else is wanted, a version that does not have it says why. */
async function servedOf(
  ports: ContentPorts,
  snapshot: Snapshot,
  as: readonly ExportedForm[],
): Promise<Pick<PageContents, 'served'>> {
  const isOther = as.some((form) => form !== 'served');
  if (!as.includes('served') || (isOther && snapshot.served === undefined)) return {};
  return { served: (await readServed(ports, snapshot)).toString('utf8') };
}
