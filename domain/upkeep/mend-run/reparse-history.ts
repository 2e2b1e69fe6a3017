// Reads all stored versions of a page again: planned as a whole, recorded, and written with the page last. Cut off anywhere,
// another attempt plans the same from the bodies and from the prices as they were.
import {
  type HistoryPlan,
  planHistory,
  type VersionDifference,
  type VersionRead,
} from '../mend/plan-history.ts';
import type { HistoryReach, MendCounts } from '../../run/mend.ts';
import type { RolledBackPage } from '../../page/rollback-store.ts';
import { untouchedRecord } from './untouched-record.ts';
import { ownedId } from '../../system/owned-id.ts';
import { parsePageId } from '../../page/page-id.ts';
import type { Page, PricePoint } from '../../page/page.ts';
import { rulesToJudge } from '../../price/rule/judge-rules.ts';
import type { Run } from '../../run/run.ts';
import { extractionVersion } from '../../run/stage/extraction-version.ts';
import { orderOf } from '../../run/visit/visit-context.ts';
import { replayAlertStates } from './mend-alerts.ts';
import type { MendPorts } from './mend-ports.ts';
import { MAX_POINTS, MAX_VERSIONS, pricesBefore, readVersions, type VersionReads } from './read-versions.ts';
import { writeRestored } from './write-restored.ts';

export interface ReadPage {
  readonly counts: Partial<MendCounts>;
  /** Versions that were read for it. */
  readonly read: number;
}

interface Asked {
  readonly page: Page;
  readonly reach: HistoryReach;
  readonly isOpen: () => Promise<boolean>;
}

/** Null: the gate was closed in between; the page is as it was, or is gone on with later. */
export async function reparseHistory(ports: MendPorts, run: Run, asked: Asked): Promise<ReadPage | null> {
  const { reach, isOpen } = asked;
  const id = ownedId(run._id, parsePageId(asked.page._id).urlKey);
  // Written by an attempt before; the record says what it did.
  if (asked.page.order === orderOf(run.seq, 1))
    return { counts: countsOf((await ports.rollbacks.getMany([id])).get(id)), read: 0 };
  const page = await announced(ports, run, asked.page);
  const reading = { page, config: run.config, reach, most: MAX_VERSIONS, isOpen, keep: ports.putBlob };
  const read = await readVersions(ports, reading);
  if (read === null) return null;
  if (read.versions.length === 0) return { counts: { looked: 1 }, read: 0 };
  const points = await pricesBefore(ports, page._id, run._id);
  const why = whyLeft(read.isCut, points);
  if (points === null || why !== null) {
    await ports.rollbacks.insert([{ ...untouchedRecord(run, page), _id: id, why: why ?? '' }]);
    return { counts: { looked: 1, left: 1 }, read: read.versions.length };
  }
  const plan = planHistory({ page, versions: read.versions, points, ...rulesOf(ports, run) });
  const record = { ...untouchedRecord(run, page), ...doneBy(plan, read.versions), _id: id };
  if (record.why !== '') await ports.rollbacks.insert([record]);
  await takeOver(ports, run, { page, plan, record });
  // The first attempt knows what was there before.
  const kept = (await ports.rollbacks.getMany([id])).get(id);
  return { counts: countsOf(kept), read: read.versions.length };
}

/** What earlier writes of the page have left to announce names prices that may be taken back. */
async function announced(ports: MendPorts, run: Run, page: Page): Promise<Page> {
  if (page.outbox.length === 0) return page;
  await ports.drainOutboxes(run, [page]);
  return (await ports.pages.getMany([page._id])).get(page._id) ?? page;
}

function whyLeft(isCut: boolean, points: readonly PricePoint[] | null): string | null {
  if (isCut) return `left: it has more than ${MAX_VERSIONS} versions; name a time since which they are read`;
  if (points === null) return `left: it has more than ${MAX_POINTS} prices`;
  const isHeld = points.some(({ held }) => held !== undefined);
  return isHeld ? 'left: a run holds a price of it back; confirm or withdraw what it holds first' : null;
}

function rulesOf(ports: Pick<VersionReads, 'hasher'>, run: Pick<Run, '_id' | 'seq' | 'config'>) {
  return {
    rules: rulesToJudge(run.config.changes),
    runId: run._id,
    order: orderOf(run.seq, 1),
    extractionVersion: extractionVersion(run.config, ports.hasher),
  };
}

interface TakingOver {
  readonly page: Page;
  readonly plan: HistoryPlan;
  readonly record: RolledBackPage;
}

async function takeOver(ports: MendPorts, run: Run, { page, plan, record }: TakingOver): Promise<void> {
  const { _id: runId, createdAt: at, mend } = run;
  const mark = { runId, at, by: mend?.by ?? '', why: 'The price was read again by newer rules.' };
  await ports.history.putReadings(plan.replaced);
  if (plan.retaken.length + plan.added.length > 0) {
    await ports.history.takeBack({ ...record, changes: [], snapshotIds: [] }, mark);
    await ports.history.insertPrices(plan.added);
    await replayAlertStates(ports, run.workspaceId, page._id);
  }
  await writeRestored(ports, { pageId: page._id, part: plan.after, order: orderOf(run.seq, 1) });
}

function doneBy(
  { differences, retaken, added, snapshotIds, after }: HistoryPlan,
  versions: readonly VersionRead[],
): Pick<RolledBackPage, 'isChanged' | 'why' | 'priceIds' | 'addedPrices' | 'snapshotIds' | 'after'> {
  return {
    isChanged: differences.length + retaken.length + added.length > 0,
    why: whyText(differences, versions),
    priceIds: retaken.map(({ _id }) => _id),
    addedPrices: added.length,
    snapshotIds,
    after,
  };
}

const MAX_WHY_LENGTH = 500;
const NAMED = 3;

/** The first differences and how many more, and why versions were left; empty: nothing is to be told of the page. */
function whyText(differences: readonly VersionDifference[], versions: readonly VersionRead[]): string {
  const named = differences
    .slice(0, NAMED)
    .map(({ at, what, before, after }) => `${at.toISOString().slice(0, 16)}Z ${what}: ${before} → ${after}`);
  const more = differences.length - named.length;
  const unread = versions.filter(({ reading }) => reading === null);
  const parts = [
    ...named,
    ...(more > 0 ? [`${more} more differences`] : []),
    ...(unread.length === 0
      ? []
      : [`${unread.length} of ${versions.length} versions ${unread[0]?.why ?? 'left'}`]),
  ];
  return parts.join('; ').slice(0, MAX_WHY_LENGTH);
}

function countsOf(record: RolledBackPage | undefined): Partial<MendCounts> {
  if (record === undefined) return { looked: 1 };
  if (!record.isChanged) return { looked: 1, left: 1 };
  const { snapshotIds, priceIds, addedPrices = 0 } = record;
  const prices = Math.max(priceIds.length, addedPrices);
  return { looked: 1, pages: 1, versions: snapshotIds.length, prices };
}

export interface PreviewedHistory {
  readonly why: string;
  readonly differences: readonly VersionDifference[];
  readonly read: number;
  readonly isCut: boolean;
}

/** A page whose versions are read again for a preview, without changing anything; the newest `most` of them. */
export async function previewHistory(
  ports: VersionReads,
  asked: Pick<Asked, 'page' | 'reach'> & { readonly config: Run['config']; readonly most: number },
): Promise<PreviewedHistory> {
  const { page, config } = asked;
  const open = { isOpen: async () => true, keep: async () => undefined };
  const { versions, isCut } = (await readVersions(ports, { ...asked, ...open })) ?? {
    versions: [],
    isCut: false,
  };
  const points = await pricesBefore(ports, page._id, '');
  const why = versions.length === 0 ? null : whyLeft(false, points);
  if (points === null || why !== null)
    return { why: why ?? '', differences: [], read: versions.length, isCut };
  const plan = planHistory({ page, versions, points, ...rulesOf(ports, { _id: '', seq: 0, config }) });
  const unread = whyText([], versions);
  return { why: unread, differences: plan.differences, read: versions.length, isCut };
}
