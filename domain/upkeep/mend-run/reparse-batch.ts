// One step of a run that reads stored bodies again: some pages, each planned, recorded and written by itself.
import type { Hasher } from '../../system/clock.ts';
import type { JobConfig } from '../../config/schema.ts';
import { addCounts, type Mend, type MendCounts, type MendProgress } from '../../run/mend.ts';
import {
  type Difference,
  planReparse,
  type ReparseBasis,
  type ReparsePlan,
  type StoredPage,
} from '../mend/plan-reparse.ts';
import type { RolledBackPage } from '../../page/rollback-store.ts';
import { untouchedRecord } from './untouched-record.ts';
import { ownedId } from '../../system/owned-id.ts';
import { parsePageId } from '../../page/page-id.ts';
import type { Page } from '../../page/page.ts';
import type { HistoryStore, PageFilter } from '../../page/page-store.ts';
import { rulesToJudge } from '../../price/rule/judge-rules.ts';
import type { Run } from '../../run/run.ts';
import { extractionVersion } from '../../run/stage/extraction-version.ts';
import { orderOf } from '../../run/visit/visit-context.ts';
import { replayAlertStates } from './mend-alerts.ts';
import type { MendPorts } from './mend-ports.ts';
import { type ReadPorts, readAgain } from './read-again.ts';
import { reparseHistory } from './reparse-history.ts';
import { writeRestored } from './write-restored.ts';
import { given } from '../../system/given.ts';

const PAGES = 25;
/** Progress is written after so many versions, however few pages they are of. */
const VERSIONS = 200;
const MAX_POINTS = 1_000;

export interface ReparseReads extends ReadPorts {
  readonly history: Pick<HistoryStore, 'prices'>;
  readonly hasher: Hasher;
}

type Reparse = Extract<Mend, { kind: 'reparse' }>;

export async function reparseBatch(
  ports: MendPorts,
  run: Run,
  { mend, mended, isOpen }: { mend: Reparse; mended: MendProgress; isOpen: () => Promise<boolean> },
): Promise<MendProgress> {
  const after = mended.cursor === '' ? null : mended.cursor;
  const pages = await ports.pages.list(run.jobId, { ...wantedPages(mend), after, limit: PAGES });
  let next = mended;
  let read = 0;
  for (const page of pages) {
    if (!(await isOpen())) return next;
    const { history: reach } = mend;
    const done =
      reach === undefined
        ? { counts: await reparsePage(ports, run, page), read: 1 }
        : await reparseHistory(ports, run, { page, reach, isOpen });
    if (done === null) return next;
    next = { cursor: page._id, isDone: false, counts: addCounts(next.counts, done.counts) };
    read += done.read;
    if (read >= VERSIONS) return next;
  }
  return pages.length < PAGES ? { ...next, cursor: pages.at(-1)?._id ?? 'end', isDone: true } : next;
}

/** Pages that are gone have a history too. */
export function wantedPages({ only, history }: Pick<Reparse, 'only' | 'history'>): PageFilter {
  const { pageTypes, text } = only;
  return {
    states: history === undefined ? ['live'] : ['live', 'removed'],
    ...given({ pageTypes, text }),
  };
}

async function reparsePage(ports: MendPorts, run: Run, page: Page): Promise<Partial<MendCounts>> {
  const order = orderOf(run.seq, 1);
  const { baseline } = page;
  if (baseline === undefined) return { looked: 1 };
  const id = ownedId(run._id, parsePageId(page._id).urlKey);
  // Written by an attempt before; the record says what it did.
  if (page.order === order) return countsOf((await ports.rollbacks.getMany([id])).get(id));
  const stored: StoredPage = { ...page, baseline };
  const read = await readAgain(ports, stored, run.config);
  if (!read.ok) {
    await ports.rollbacks.insert([{ ...untouchedRecord(run, stored), _id: id, why: read.why }]);
    return { looked: 1, left: 1 };
  }
  const plan = planReparse(await basisOf(ports, run, stored), read.reading);
  const record = { ...untouchedRecord(run, stored), ...doneBy(plan), _id: id };
  if (record.isChanged) await ports.rollbacks.insert([record]);
  await ports.putBlob(read.blocks.key, read.blocks.bytes);
  await takeOver(ports, run, { page: stored, plan, record });
  await writeRestored(ports, { pageId: page._id, part: plan.after, order });
  return record.isChanged ? countsOf(record) : { looked: 1 };
}

/** What of a run decides how a page is read; a preview has none and names only the rules. */
type ReadingRun = Pick<Run, '_id' | 'seq' | 'config'>;

async function basisOf(
  ports: Pick<ReparseReads, 'history' | 'hasher'>,
  run: ReadingRun,
  page: StoredPage,
): Promise<ReparseBasis> {
  const order = orderOf(run.seq, 1);
  const points = await ports.history.prices({ pageId: page._id, limit: MAX_POINTS });
  return {
    page,
    // A point with this order is that of an attempt before.
    points: points.filter(({ runId }) => runId !== run._id),
    rules: rulesToJudge(run.config.changes),
    runId: run._id,
    order,
    extractionVersion: extractionVersion(run.config, ports.hasher),
  };
}

/** Prices and the fields of the version; the page itself is written last. */
async function takeOver(
  ports: MendPorts,
  run: Run,
  { page, plan, record }: { page: StoredPage; plan: ReparsePlan; record: RolledBackPage },
): Promise<void> {
  const by = run.mend?.by ?? '';
  const mark = { runId: run._id, at: run.createdAt, by, why: 'The price was read again by newer rules.' };
  const fields = plan.after.baseline?.fields ?? [];
  await ports.history.fillFields([{ id: page.baseline.snapshotId, fields }]);
  if (plan.point === null) return;
  await ports.history.takeBack({ ...record, changes: [], snapshotIds: [] }, mark);
  await ports.history.insertPrices([plan.point]);
  await replayAlertStates(ports, run.workspaceId, page._id);
}

function doneBy({
  differences,
  retaken,
}: ReparsePlan): Pick<RolledBackPage, 'isChanged' | 'why' | 'priceIds'> {
  return {
    isChanged: differences.length > 0,
    why: differenceText(differences),
    priceIds: retaken.map(({ _id }) => _id),
  };
}

const MAX_WHY_LENGTH = 500;

function differenceText(differences: readonly Difference[]): string {
  const parts = differences.map(({ what, before, after }) => `${what}: ${before} → ${after}`);
  return parts.join('; ').slice(0, MAX_WHY_LENGTH);
}

function countsOf(record: RolledBackPage | undefined): Partial<MendCounts> {
  if (record === undefined) return { looked: 1 };
  return { looked: 1, pages: 1, prices: record.priceIds.length };
}

/** A page read again for a preview, without changing anything. */
export async function previewPage(
  ports: ReparseReads,
  config: JobConfig,
  page: StoredPage,
): Promise<{ readonly why: string; readonly differences: readonly Difference[] }> {
  const read = await readAgain(ports, page, config);
  if (!read.ok) return { why: read.why, differences: [] };
  const basis = await basisOf(ports, { _id: '', seq: 0, config }, page);
  return { why: '', differences: planReparse(basis, read.reading).differences };
}
