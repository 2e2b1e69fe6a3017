// The run that faults are tried on: a site of which some pages say something else than in the run before, so that what is
// lost, doubled or invented shows in what was stored, told and priced.
import { expect } from 'vitest';
import type { Run } from '../../../domain/run/run.ts';
import { eventually } from '../eventually.ts';
import { recount } from '../recount.ts';
import type { System } from '../system.ts';
import { readMidway } from './midway.ts';
import type { RevisedSystem } from './revised-system.ts';

/** Of the pages; it is a multiple of three for any number that is one of fifteen. */
const REVISED = 0.2;
/** The run is under way when this part of its pages was asked for. */
const UNDER_WAY = 0.2;
const ALL = 100_000;

export interface RevisedRun {
  readonly run: Run;
  readonly revised: readonly string[];
  /** Of the site, without its first page. */
  readonly pageCount: number;
}

export async function startRevised({
  system,
  pages,
  jobId,
}: Pick<RevisedSystem, 'system' | 'pages' | 'jobId'>): Promise<RevisedRun> {
  const pageCount = pages.paths.length;
  const revised = pages.paths.slice(0, pageCount * REVISED);
  for (const path of revised) pages.revise(path);
  const before = pages.requests().length;
  const run = await system.start(jobId);
  await eventually(() => pages.requests().length - before > pageCount * UNDER_WAY, 60_000);
  return { run, revised, pageCount };
}

/** The fault has happened by now: the run must not be over. */
export async function expectMidway(system: System, run: Run): Promise<void> {
  const midway = await readMidway(system, run._id);
  expect(midway.left, `the run was over before the fault: ${JSON.stringify(midway)}`).toBeGreaterThan(0);
}

/** Completed by itself, every URL in one class, what changed told once and nothing else. */
export async function expectWhole(
  system: System,
  { run, revised, pageCount }: RevisedRun,
  { withinMs, mayLoseBodies = false }: { withinMs?: number; mayLoseBodies?: boolean } = {},
): Promise<void> {
  const ended = await system.ended(run._id, withinMs);
  expect(ended.state, ended.endingReason?.detail).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  if (!mayLoseBodies) expect(books.lostBodies).toEqual([]);
  const lost = [...books.endings].filter(([, ending]) => /^(?:failed|skipped)/.test(ending));
  expect(lost, 'pages that were not read').toEqual([]);
  const unchanged = pageCount + 1 - revised.length;
  expect(books.classes).toEqual({ stored: revised.length, unchanged, failed: 0, skipped: 0 });
  const query = { runId: run._id, jobId: run.jobId, limit: ALL };
  const changes = await system.mongo.history.changes(query);
  expect(changes.map(({ url }) => new URL(url).pathname).toSorted()).toEqual(revised.toSorted());
  const points = await system.mongo.history.prices(query);
  expect(points.filter(({ changed }) => changed)).toHaveLength(revised.length / 3);
}
