// An independent recount of a run: from its frontier, the outcome files of its chunks, and what was stored for its pages.
// Faults are sentences, so that a test which expects none shows what is wrong.
import { parseFrontierId } from '../../domain/run/frontier-id.ts';
import type { Run } from '../../domain/run/run.ts';
import { OUTCOMES, type Outcome } from '../../domain/run/outcome.ts';
import type { FrontierEntry } from '../../domain/run/frontier.ts';
import type { HistoryQuery } from '../../domain/page/page-store.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import type { System } from './system.ts';

/** What a recount reads. */
export type Books = Pick<System, 'mongo' | 'files' | 'blobs'>;

const BATCH = 500;

export interface Recount {
  readonly discovered: number;
  readonly classes: Readonly<Record<Outcome, number>>;
  /** How each URL ended: `<outcome>(<reason>)`, by path. */
  readonly endings: ReadonlyMap<string, string>;
  /** What each URL's story says of it, by path. */
  readonly stories: ReadonlyMap<string, readonly string[]>;
  readonly faults: readonly string[];
  /** Bodies that a scraper answered for and nobody could read: the run asks again, but that promise was broken. */
  readonly lostBodies: readonly string[];
}

export async function recount(system: Books, run: Run): Promise<Recount> {
  const entries = await allEntries(system, run._id);
  const stored = await storedRows(system, run._id);
  const rows = lastRows(stored);
  const classes: Record<Outcome, number> = { stored: 0, unchanged: 0, failed: 0, skipped: 0 };
  const endings = new Map<string, string>();
  const stories = new Map<string, readonly string[]>();
  const faults: string[] = [];
  for (const entry of entries) {
    const row = rows.get(parseFrontierId(entry._id).urlKey);
    const ended = row === undefined ? ({ outcome: 'skipped', reason: 'stopped' } as const) : row;
    if (row === undefined && run.state === 'completed') faults.push(`${entry.url} was never dealt with`);
    classes[ended.outcome] += 1;
    const { pathname, search } = new URL(entry.url);
    endings.set(pathname + search, `${ended.outcome}(${ended.reason})`);
    stories.set(pathname + search, row?.why ?? []);
  }
  const urls = entries.map((entry) => entry.url);
  if (new Set(urls).size !== urls.length) faults.push('a URL is in the frontier twice');
  const discovered = entries.length;
  faults.push(...compareTotals(run, { discovered, ...classes }), ...(await doubled(system, run)));
  faults.push(...(await compareChunks(system, run)), ...(await missingContents(system, stored)));
  const lostBodies = stored.filter(({ reason }) => reason === 'body-lost').map(({ why }) => why.join());
  return { discovered, classes, endings, stories, faults, lostBodies };
}

async function allEntries(system: Books, runId: string): Promise<FrontierEntry[]> {
  const entries: FrontierEntry[] = [];
  for (;;) {
    const batch = await system.mongo.frontier.list(runId, entries.at(-1)?._id ?? null, BATCH);
    entries.push(...batch);
    if (batch.length < BATCH) return entries;
  }
}

/** Bodies, pictures and what the server sent that were to be kept with a version, and are not. */
async function missingContents({ blobs }: Books, stored: readonly StoreRow[]): Promise<string[]> {
  const missing: string[] = [];
  for (const { url, body, snapshot, picture, served } of stored) {
    const bodyKey = body === undefined ? undefined : snapshot?.bodyKey;
    if (bodyKey !== undefined && (await blobs.get(bodyKey)) === null) missing.push(`${url} has no body`);
    if (picture !== undefined && (await blobs.get(picture.key)) === null)
      missing.push(`${url} has no picture`);
    if (served !== undefined && (await blobs.get(served.key)) === null)
      missing.push(`${url} lacks what the server sent`);
  }
  return missing;
}

type EndedRow = StoreRow & { readonly outcome: Outcome };

/** All rows of committed chunks. Chunks of one URL follow one another, so numbers tell the order. */
async function storedRows(system: Books, runId: string): Promise<StoreRow[]> {
  const stored: StoreRow[] = [];
  const chunks = await system.mongo.chunks.listInState(runId, ['committed']);
  for (const chunk of chunks.toSorted((a, b) => a.chunkNo - b.chunkNo)) {
    const { store } = chunk.files;
    if (store !== undefined) stored.push(...(await system.files.read('store', store)));
  }
  return stored;
}

/** The last row of each URL that is an ending. */
function lastRows(stored: readonly StoreRow[]): Map<string, EndedRow> {
  return new Map(stored.filter(isEnded).map((row) => [row.urlKey, row]));
}

function isEnded(row: StoreRow): row is EndedRow {
  return row.outcome !== 'deferred';
}

/** The counts of chunk documents add up to what the run says, without reading the frontier. */
async function compareChunks(system: Books, { _id, totals }: Run): Promise<string[]> {
  const chunks = await system.mongo.chunks.listInState(_id, ['committed']);
  return OUTCOMES.flatMap((name) => {
    const sum = chunks.reduce((all, { counts }) => all + (counts?.[name] ?? 0), 0);
    return totals?.[name] === sum ? [] : [`${name}: the run says ${totals?.[name]}, its chunks say ${sum}`];
  });
}

function compareTotals(run: Run, counted: Readonly<Record<Outcome | 'discovered', number>>): string[] {
  const { totals } = run;
  if (totals === undefined) return [`the run ${run.state} has no totals`];
  const faults = (['discovered', ...OUTCOMES] as const)
    .filter((name) => totals[name] !== counted[name])
    .map((name) => `${name}: the run says ${totals[name]}, the documents say ${counted[name]}`);
  const sum = OUTCOMES.reduce((total, name) => total + totals[name], 0);
  if (sum !== totals.discovered) faults.push(`the classes make ${sum}, not ${totals.discovered}`);
  return faults;
}

/** At most one snapshot, change and price point of each page in one run, and no announcement left behind. */
async function doubled(system: Books, run: Run): Promise<string[]> {
  const { history, pages } = system.mongo;
  const kinds = {
    snapshot: (query: HistoryQuery) => history.snapshots(query),
    change: (query: HistoryQuery) => history.changes(query),
    'price point': (query: HistoryQuery) => history.prices(query),
  };
  const faults: string[] = [];
  for (const [kind, list] of Object.entries(kinds)) {
    const found = await list({ runId: run._id, jobId: run.jobId, limit: 10_000 });
    const pageIds = found.map((each) => each.pageId);
    const twice = pageIds.filter((id, at) => pageIds.indexOf(id) !== at);
    if (twice.length > 0) faults.push(`${twice.length} pages have more than one ${kind}: ${twice[0]}`);
  }
  const waiting = await pages.withOutbox(new Date(Date.now() + 60_000), 100);
  const ours = waiting.filter((page) => page.jobId === run.jobId);
  if (ours.length > 0) faults.push(`${ours.length} pages still have something to announce`);
  return faults;
}
