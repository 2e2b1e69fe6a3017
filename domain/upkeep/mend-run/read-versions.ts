// Reads the stored versions of a page again, newest first and some at a time; what is kept of each is small.
import type { Hasher } from '../../system/clock.ts';
import type { JobConfig } from '../../config/schema.ts';
import type { HistoryReach } from '../../run/mend.ts';
import { readingOf, type VersionRead } from '../mend/plan-history.ts';
import type { Page, PricePoint, Snapshot } from '../../page/page.ts';
import type { HistoryStore } from '../../page/page-store.ts';
import { readingVersion } from '../../run/stage/extraction-version.ts';
import { type ReadPorts, readKeptBody } from './read-again.ts';

const BATCH = 50;
/** A page with more versions or prices is left for somebody to look at. */
export const MAX_VERSIONS = 5_000;
export const MAX_POINTS = 20_000;
const POINTS = 1_000;

export interface VersionReads extends ReadPorts {
  readonly history: Pick<HistoryStore, 'snapshots' | 'prices'>;
  readonly hasher: Hasher;
}

export interface ReadingVersions {
  readonly page: Page;
  readonly config: JobConfig;
  readonly reach: HistoryReach;
  /** No more versions than this, the newest ones. */
  readonly most: number;
  /** Asked before each version; no: it is left at that. */
  readonly isOpen: () => Promise<boolean>;
  /** Stores the text of a version. */
  readonly keep: (key: string, bytes: Uint8Array) => Promise<void>;
}

export interface VersionsRead {
  /** Oldest first. */
  readonly versions: readonly VersionRead[];
  /** There are older ones that were to be read. */
  readonly isCut: boolean;
}

/** Null: it was cut short by `isOpen`. */
export async function readVersions(
  ports: VersionReads,
  asked: ReadingVersions,
): Promise<VersionsRead | null> {
  const found: VersionRead[] = [];
  for await (const snapshot of versionsOf(ports, asked.page._id)) {
    if (asked.reach.since !== undefined && snapshot.at < asked.reach.since) break;
    // What a roll-back took back has no prices in force, and nothing is compared with it.
    if (snapshot.rolledBack !== undefined) continue;
    // The rules of the job are for what the site sends.
    if (snapshot.from !== undefined) continue;
    if (found.length === asked.most) return { versions: found.toReversed(), isCut: true };
    if (!(await asked.isOpen())) return null;
    found.push(await readVersion(ports, asked, snapshot));
  }
  return { versions: found.toReversed(), isCut: false };
}

async function readVersion(
  ports: VersionReads,
  { page, config, keep }: ReadingVersions,
  snapshot: Snapshot,
): Promise<VersionRead> {
  const { _id: snapshotId, v, at, bodyKey, contentType = '', basis, unreadable } = snapshot;
  const unread = { snapshotId, v, at, reading: null, replaced: null, differences: [] };
  if (unreadable !== undefined) return { ...unread, why: `left: ${unreadable}` };
  const url = basis?.finalUrl ?? page.url;
  const read = await readKeptBody(ports, { bodyKey, contentType, url }, config);
  if (!read.ok) return { ...unread, why: read.why };
  const version = readingOf(snapshot, read.reading, readingVersion(config.changes, ports.hasher));
  if (version.replaced?.blocksKey === read.blocks.key) await keep(read.blocks.key, read.blocks.bytes);
  return version;
}

/** Newest first. */
export async function* versionsOf(
  { history }: { readonly history: Pick<HistoryStore, 'snapshots'> },
  pageId: string,
): AsyncGenerator<Snapshot> {
  let before: { readonly at: Date; readonly id: string } | undefined;
  for (;;) {
    const batch = await history.snapshots({ pageId, limit: BATCH, ...(before && { before }) });
    yield* batch;
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) return;
    before = { at: last.at, id: last._id };
  }
}

/** The prices as they were in force before the run began, oldest first. Null: there are too many. */
export async function pricesBefore(
  { history }: Pick<VersionReads, 'history'>,
  pageId: string,
  runId: string,
): Promise<PricePoint[] | null> {
  const found: PricePoint[] = [];
  for (;;) {
    const last = found.at(-1);
    const before = last && { before: { at: last.at, id: last._id } };
    const batch = await history.prices({ pageId, limit: POINTS, takenBackBy: runId, ...before });
    found.push(...batch);
    if (found.length > MAX_POINTS) return null;
    // A price of this run is that of an attempt before.
    if (batch.length < POINTS) return found.filter((point) => point.runId !== runId).toReversed();
  }
}
