// What two visits of a site left in a database: for each page what was stored, changed and priced; times and ids are left out.
import type { Mongo } from '../../adapters/mongo/mongo.ts';
import type { Run } from '../../domain/run/run.ts';

/** By visit and page, in words that can be compared. */
export type Results = ReadonlyMap<string, string>;

export interface VisitResults {
  readonly results: Results;
  /** Pages of the site of which this visit says nothing, or that it failed or skipped. */
  readonly lost: number;
  /** Pages that were stored, changed or priced twice, and those that have something left to announce. */
  readonly doubled: number;
}

const ALL = 1_000_000;

export async function readVisit(
  mongo: Mongo,
  run: Run,
  visit: number,
  pageCount: number,
): Promise<VisitResults> {
  const query = { runId: run._id, jobId: run.jobId, limit: ALL };
  const snapshots = await mongo.history.snapshots(query);
  const changes = await mongo.history.changes(query);
  const prices = await mongo.history.prices(query);
  const facts = [
    ...snapshots.map(({ pageId, rawHash, textHash, title }) => ({
      pageId,
      fact: ['stored', rawHash, textHash, title],
    })),
    ...changes.map(({ pageId, kind, severity, summary }) => ({
      pageId,
      fact: ['changed', kind, severity, summary],
    })),
    ...prices.map(({ pageId, minor, currency, availability, changed, beforeMinor }) => ({
      pageId,
      fact: ['priced', minor, currency, availability, changed, beforeMinor ?? null],
    })),
  ];
  const results = new Map<string, string>();
  let doubled = await leftToAnnounce(mongo, run);
  for (const { pageId, fact } of facts) {
    const key = `${visit} ${keyOf(pageId)} ${fact[0]}`;
    if (results.has(key)) doubled += 1;
    results.set(key, JSON.stringify(fact));
  }
  return { results, doubled, lost: lostOf(run, pageCount) };
}

/** The part of the id that is the same for every job. */
function keyOf(pageId: string): string {
  return pageId.slice(pageId.indexOf(':') + 1);
}

function lostOf({ state, totals }: Run, pageCount: number): number {
  if (state !== 'completed' || totals === undefined) return pageCount;
  return Math.max(0, pageCount - totals.stored - totals.unchanged);
}

async function leftToAnnounce(mongo: Mongo, { jobId }: Run): Promise<number> {
  const waiting = await mongo.pages.withOutbox(new Date(Date.now() + 60_000), ALL);
  return waiting.filter((page) => page.jobId === jobId).length;
}

/** How many facts one has and the other has not, or has otherwise. */
export function countDiffering(expected: Results, found: Results): number {
  const keys = new Set([...expected.keys(), ...found.keys()]);
  return [...keys].filter((key) => expected.get(key) !== found.get(key)).length;
}
