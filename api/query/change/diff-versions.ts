// The difference of two stored versions of a page, read as the run read them and judged by the engine that runs use. Where a
// version is gone, the lines that its change kept are shown instead.
import { changeRulesOf } from '../../../domain/change/rules.ts';
import type { ChangeVerdict } from '../../../domain/change/change.ts';
import {
  diffApart,
  diffLines,
  keptLines,
  type LineDiff,
  wholeVersion,
} from '../../../domain/change/diff/line-hunk.ts';
import { type ReplayedVersion, replayVersions } from '../../../domain/change/replay.ts';
import { thinnedWords } from '../../../domain/upkeep/clean-up/thinned-words.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import type { InboxChange } from '../../../domain/page/inbox.ts';
import { compareWithKnown } from '../../../domain/page/known-text/known-text.ts';
import type { Page, PricePoint, Snapshot } from '../../../domain/page/page.ts';
import type { TextBlock } from '../../../domain/reading/page/parsed-page.ts';
import { readingVersion } from '../../../domain/run/stage/extraction-version.ts';
import type { ApiPorts } from '../../ports.ts';
import { findJob, findSnapshot } from '../find-row.ts';
import { knownNoise } from './known-noise.ts';
import { servedLines } from './served-lines.ts';
import { readKept, readVersions, type StoredVersion } from './stored-versions.ts';

export type DiffPorts = Pick<
  ApiPorts,
  'blobs' | 'hasher' | 'history' | 'jobs' | 'openParser' | 'templates' | 'versions'
>;

export interface VersionDiff {
  readonly page: Page;
  readonly change: InboxChange | null;
  readonly older: Snapshot | null;
  readonly newer: Snapshot | null;
  /** What the server sent is compared, and no field. */
  readonly isServed: boolean;
  readonly lines: LineDiff;
  /** The same in stretches that can stand in another order than on the page. */
  readonly apart: LineDiff;
  readonly verdict: ChangeVerdict | null;
  /** Why a version can not be read, in words. */
  readonly missing: string | null;
  /** What the run of the newer version read as the price. */
  readonly price: PricePoint | null;
}

/** Equal lines around each change; apart, fewer of them are said twice. */
const CONTEXT = 3;
const CONTEXT_APART = 1;
const VERSIONS_AT_ONCE = 200;

/** What of two versions is compared, and how it is shown. */
interface DiffWish {
  readonly context?: number | undefined;
  /** `true`: what the server sent. */
  readonly served?: 'true' | 'false' | undefined;
}

/** `to`: a snapshot's id or `latest`; `from`: an id, `previous` (the version before `to`) or `first`. */
export async function diffPage(
  ports: DiffPorts,
  page: Page,
  { from, to, ...wanted }: DiffWish & { readonly from: string; readonly to: string },
): Promise<VersionDiff> {
  const newer = to === 'latest' ? await findLatest(ports, page) : await findVersion(ports, page, to);
  const older = await findOlder(ports, page, newer, from);
  const diff = await compare(ports, page, { ...wanted, older, newer, change: null });
  if (diff.missing === null) return diff;
  throw new WebloomError('not-found', `These versions can not be compared: ${diff.missing}.`, {
    facts: { pageId: page._id },
  });
}

export async function diffChange(
  ports: DiffPorts,
  page: Page,
  { change, ...wanted }: DiffWish & { readonly change: InboxChange },
): Promise<VersionDiff> {
  const find = async (id: string | undefined): Promise<Snapshot | null> =>
    id === undefined ? null : ports.history.snapshot(id);
  const [older, newer] = await Promise.all([find(change.fromSnapshot), find(change.toSnapshot)]);
  return compare(ports, page, { ...wanted, older, newer, change });
}

interface Pair extends DiffWish {
  readonly older: Snapshot | null;
  readonly newer: Snapshot | null;
  readonly change: InboxChange | null;
}

async function compare(ports: DiffPorts, page: Page, pair: Pair): Promise<VersionDiff> {
  const { older, newer, change, context, served } = pair;
  if (served === 'true') return compareServed(ports, page, pair);
  const job = await findJob(ports, page.jobId);
  const there = [older, newer].filter((snapshot) => snapshot !== null);
  const read = await readBoth({ ports, config: job.config }, page, there);
  const missing = (await whyThinned(ports, pair)) ?? whyMissing(pair, read);
  const price = newer === null ? null : await priceOf(ports, newer);
  const found = { page, change, older, newer, missing, price, isServed: false };
  const only = (lines: LineDiff): VersionDiff => ({ ...found, lines, apart: lines, verdict: null });
  if (missing !== null) return only(keptLines(change?.detail.blocks ?? []));
  const [first, second] = read.flatMap(({ version }) => version ?? []);
  if (first === undefined) return only(keptLines([]));
  if (second === undefined) return only(wholeVersion(first.blocks));
  const blocks = { before: first.blocks, after: second.blocks };
  return {
    ...found,
    lines: diffLines(blocks, context ?? CONTEXT),
    apart: diffApart(blocks, context ?? CONTEXT_APART),
    verdict:
      knownVerdict(there, blocks) ??
      pictureVerdict(change) ??
      (await judge(ports, page, { config: job.config, versions: [first, second] })),
  };
}

/** Where a version is gone, the change kept nothing of what the server sent. */
async function compareServed(ports: DiffPorts, page: Page, pair: Pair): Promise<VersionDiff> {
  const { older, newer, change, context } = pair;
  const missing = (await whyThinned(ports, pair)) ?? whyMissing(pair, []);
  if (missing !== null)
    throw new WebloomError('not-found', `What the server sent can not be compared: ${missing}.`, {
      facts: { pageId: page._id },
    });
  const shown = { lines: context ?? CONTEXT, apart: context ?? CONTEXT_APART };
  const read = await servedLines(ports, { older, newer, context: shown });
  return { page, change, older, newer, missing, price: null, isServed: true, verdict: null, ...read };
}

/** Of the text of another tool and ours, as the first look at the page judged them; null: both are ours. */
function knownVerdict(
  snapshots: readonly Snapshot[],
  { before, after }: { readonly before: readonly TextBlock[]; readonly after: readonly TextBlock[] },
): ChangeVerdict | null {
  const { from, at } = snapshots.find((snapshot) => snapshot.from !== undefined) ?? {};
  if (from === undefined || at === undefined) return null;
  const reason = compareWithKnown({ from, at }, before, after);
  return { verdict: 'first', step: 'first', reason };
}

/** What the run judged of the pictures; null: it is no change of a picture. */
function pictureVerdict(change: InboxChange | null): ChangeVerdict | null {
  if (change?.detail.picture === undefined) return null;
  const { detail, reason } = change;
  return { verdict: 'changed', step: 'picture', change: detail, reason, suppressed: [] };
}

interface Reading {
  readonly ports: DiffPorts;
  readonly config: JobConfig;
}

/** As the run read them; by today's rules only if the two were read in different ways. */
async function readBoth(
  { ports, config }: Reading,
  page: Page,
  snapshots: readonly Snapshot[],
): Promise<StoredVersion[]> {
  const readings = new Set(snapshots.map(({ reading }) => reading ?? ''));
  if (readings.size <= 1)
    return Promise.all(snapshots.map((snapshot) => readKept({ ports, config }, snapshot)));
  const parser = ports.openParser();
  try {
    const assumedReading = readingVersion(config.changes, ports.hasher);
    return await readVersions({ ports, parser, config, assumedReading }, page, snapshots);
  } finally {
    await parser.close();
  }
}

/** Null: no clean-up has thinned one of them. */
async function whyThinned({ versions }: DiffPorts, { older, newer, change }: Pair): Promise<string | null> {
  for (const [snapshot, id] of [
    [older, change?.fromSnapshot],
    [newer, change?.toSnapshot],
  ] as const) {
    const thinned = snapshot !== null || id === undefined ? null : await versions.thinned(id);
    if (thinned !== null) return thinnedWords(thinned);
  }
  return null;
}

function whyMissing({ older, newer, change }: Pair, read: readonly StoredVersion[]): string | null {
  const problem = read.find((one) => one.version === null)?.problem;
  if (problem !== undefined) return problem;
  const isOlderGone = change?.fromSnapshot !== undefined && older === null;
  const isNewerGone = change?.toSnapshot !== undefined && newer === null;
  if (isOlderGone || isNewerGone) return `the ${isOlderGone ? 'older' : 'newer'} version is no longer kept`;
  if (change?.state === 'pending') return 'the first look of a pending change keeps no version';
  return null;
}

async function judge(
  ports: DiffPorts,
  page: Page,
  { config, versions }: { readonly config: JobConfig; readonly versions: readonly ReplayedVersion[] },
): Promise<ChangeVerdict | null> {
  const noise = await knownNoise(ports, page, versions);
  const { verdicts } = replayVersions(versions, changeRulesOf(config.changes), noise);
  return verdicts.at(-1) ?? null;
}

async function priceOf({ history }: DiffPorts, { pageId, runId }: Snapshot): Promise<PricePoint | null> {
  const [point] = await history.prices({ pageId, runId, limit: 1 });
  return point ?? null;
}

async function findLatest(ports: DiffPorts, page: Page): Promise<Snapshot> {
  const [latest] = await ports.history.snapshots({ pageId: page._id, limit: 1 });
  if (latest !== undefined) return latest;
  throw noVersion(page, 'Nothing is stored of this page yet.');
}

/** `from`: a snapshot's id, `previous` or `first`. */
async function findOlder(ports: DiffPorts, page: Page, newer: Snapshot, from: string): Promise<Snapshot> {
  if (from !== 'previous' && from !== 'first') return findVersion(ports, page, from);
  let found: Snapshot | undefined;
  for (;;) {
    const { _id: id, at } = found ?? newer;
    const limit = from === 'previous' ? 1 : VERSIONS_AT_ONCE;
    const older = await ports.history.snapshots({ pageId: page._id, limit, before: { at, id } });
    found = older.at(-1) ?? found;
    if (from === 'previous' || older.length < limit) break;
  }
  if (found !== undefined) return found;
  throw noVersion(page, 'There is no version before this one, so nothing to compare with.');
}

async function findVersion(ports: DiffPorts, page: Page, id: string): Promise<Snapshot> {
  const snapshot = await findSnapshot(ports, id);
  if (snapshot.pageId === page._id) return snapshot;
  throw noVersion(page, `The snapshot ${id} belongs to another page.`);
}

function noVersion({ _id: pageId }: Page, words: string): WebloomError {
  return new WebloomError('not-found', words, { facts: { pageId } });
}
