// The run that faults are tried on: a site of which some pages say something else than in the run before, so that what is
// lost, doubled or invented shows in what was stored, told and priced.
import { expect } from 'vitest';
import type { Run } from '../../../domain/run/run.ts';
import { eventually } from '../eventually.ts';
import { recount } from '../recount.ts';
import type { System } from '../system.ts';
import { readMidway } from './midway.ts';
import { PAGES, type RevisedSystem } from './revised-system.ts';

const REVISED = 30;
/** The run is under way when this many of its pages were asked for. */
const UNDER_WAY = PAGES / 5;

export interface RevisedRun {
  readonly run: Run;
  readonly revised: readonly string[];
}

export async function startRevised({
  system,
  pages,
  jobId,
}: Pick<RevisedSystem, 'system' | 'pages' | 'jobId'>): Promise<RevisedRun> {
  const revised = pages.paths.slice(0, REVISED);
  for (const path of revised) pages.revise(path);
  const before = pages.requests().length;
  const run = await system.start(jobId);
  await eventually(() => pages.requests().length - before > UNDER_WAY, 60_000);
  return { run, revised };
}

/** The fault has happened by now: the run must not be over. */
export async function expectMidway(system: System, run: Run): Promise<void> {
  const midway = await readMidway(system, run._id);
  expect(midway.left, `the run was over before the fault: ${JSON.stringify(midway)}`).toBeGreaterThan(0);
}

/** Completed by itself, every URL in one class, what changed told once and nothing else. */
export async function expectWhole(
  system: System,
  { run, revised }: RevisedRun,
  { withinMs, mayLoseBodies = false }: { withinMs?: number; mayLoseBodies?: boolean } = {},
): Promise<void> {
  const ended = await system.ended(run._id, withinMs);
  expect(ended.state, ended.endingReason?.detail).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  if (!mayLoseBodies) expect(books.lostBodies).toEqual([]);
  const lost = [...books.endings].filter(([, ending]) => /^(?:failed|skipped)/.test(ending));
  expect(lost, 'pages that were not read').toEqual([]);
  const unchanged = PAGES + 1 - revised.length;
  expect(books.classes).toEqual({ stored: revised.length, unchanged, failed: 0, skipped: 0 });
  const query = { runId: run._id, jobId: run.jobId, limit: 1_000 };
  const changes = await system.mongo.history.changes(query);
  expect(changes.map(({ url }) => new URL(url).pathname).toSorted()).toEqual(revised.toSorted());
  const points = await system.mongo.history.prices(query);
  expect(points.filter(({ changed }) => changed)).toHaveLength(revised.length / 3);
}
