// One step of a run that mends what is stored: the pages of a chunk, or some records of a roll-back. Its progress is
// written after it; done twice, a step changes nothing the second time.
import { WebloomError } from '../../system/errors.ts';
import { type Candidate, candidatesOf } from '../mend/candidates.ts';
import { addCounts, MEND_BEGIN, type Mend, type MendCounts, type MendProgress } from '../../run/mend.ts';
import type { Chunk } from '../../run/chunk.ts';
import type { Run } from '../../run/run.ts';
import type { StoreRow } from '../../run/stage/stage-row.ts';
import { reviveDates } from '../../run/visit/revive-dates.ts';
import { gatheringIncidents, restoreIncidents, withdrawIncidents } from './mend-alerts.ts';
import type { MendPorts, RollbackReads } from './mend-ports.ts';
import { reparseBatch } from './reparse-batch.ts';
import { type RollingBack, rollBackPage } from './roll-back-page.ts';
import { verifyBatch } from './verify-batch.ts';
import { undoPage } from './undo-page.ts';

const RECORDS = 50;

type Rollback = Extract<Mend, { kind: 'rollback' }>;
type Undo = Extract<Mend, { kind: 'undo-rollback' }>;

/** The run's progress after one more step. `isOpen` is asked before each page; the step is repeated if it says no. */
export async function mendBatch(
  ports: MendPorts,
  run: Run,
  isOpen: () => Promise<boolean>,
): Promise<MendProgress> {
  const { mend, mended = MEND_BEGIN } = run;
  if (mend === undefined)
    throw new WebloomError('internal', `Run ${run._id} has nothing to mend.`, { facts: { runId: run._id } });
  if (mended.isDone) return mended;
  const next = await stepOf(ports, run, { mend, mended, isOpen });
  if (next !== mended) await ports.runs.noteMended(run._id, mended.cursor, next);
  return next;
}

function stepOf(ports: MendPorts, run: Run, step: Step<Mend>): Promise<MendProgress> {
  const { mend } = step;
  switch (mend.kind) {
    case 'rollback':
      return rollBackStep(ports, run, { ...step, mend });
    case 'undo-rollback':
      return undoStep(ports, run, { ...step, mend });
    case 'reparse':
      return reparseBatch(ports, run, { ...step, mend });
    case 'verify':
      return verifyBatch(ports, run, { ...step, mend });
  }
}

interface Step<M extends Mend> {
  readonly mend: M;
  readonly mended: MendProgress;
  readonly isOpen: () => Promise<boolean>;
}

const ONE_PAGE = 'page';
const ALERTS = 'alerts';

async function rollBackStep(
  ports: MendPorts,
  run: Run,
  { mend, mended, isOpen }: Step<Rollback>,
): Promise<MendProgress> {
  const { target, by, why } = mend;
  const rolledBackRun = target.kind === 'run' ? target.runId : null;
  const mark = { runId: run._id, at: run.createdAt, by, why };
  const work: RollingBack = { run, mark, rolledBackRun };
  if (target.kind === 'page') {
    const found = await pageCandidate(ports, target);
    const counts = await eachPage(ports, work, { candidates: [found], isOpen });
    return counts === null ? mended : { cursor: ONE_PAGE, isDone: true, counts };
  }
  const chunk = await nextChunk(ports, target.runId, mended.cursor);
  if (chunk === null) {
    const gathered = await gatheringIncidents(ports, run.workspaceId, target.runId);
    const alerts = mended.counts.pages === 0 ? 0 : await withdrawIncidents(ports, gathered, work);
    return { cursor: ALERTS, isDone: true, counts: addCounts(mended.counts, { alerts }) };
  }
  const candidates = candidatesOf(await readOutcomes(ports, chunk));
  const counts = await eachPage(ports, work, { candidates, isOpen });
  if (counts === null) return mended;
  return { cursor: String(chunk.chunkNo), isDone: false, counts: addCounts(mended.counts, counts) };
}

/** Null: the gate was closed in between. */
async function eachPage(
  ports: MendPorts,
  work: RollingBack,
  {
    candidates,
    isOpen,
  }: { readonly candidates: readonly Candidate[]; readonly isOpen: () => Promise<boolean> },
): Promise<MendCounts | null> {
  let counts = MEND_BEGIN.counts;
  for (const candidate of candidates) {
    if (!(await isOpen())) return null;
    counts = addCounts(counts, await rollBackPage(ports, work, candidate));
  }
  return counts;
}

/** The next chunk of a run that stored something. */
export async function nextChunk(
  { chunks }: Pick<RollbackReads, 'chunks'>,
  runId: string,
  cursor: string,
): Promise<Chunk | null> {
  const after = cursor === '' ? {} : { after: Number(cursor) };
  for (let from = after; ; ) {
    const found = await chunks.list(runId, { ...from, limit: RECORDS });
    const stored = found.find(({ state }) => state === 'committed');
    const last = found.at(-1);
    if (stored !== undefined) return stored;
    if (last === undefined || found.length < RECORDS) return null;
    from = { after: last.chunkNo };
  }
}

export async function readOutcomes(
  { files }: Pick<RollbackReads, 'files'>,
  { files: { store: key } }: Chunk,
): Promise<StoreRow[]> {
  if (key === undefined) return [];
  return (await files.read('store', key)).map((row) => reviveDates(row));
}

/** What is before a version of a page: its number is one higher than that of the page it was decided on. */
export async function pageCandidate(
  { history }: Pick<RollbackReads, 'history'>,
  { pageId, snapshotId }: { readonly pageId: string; readonly snapshotId: string },
): Promise<Candidate> {
  const snapshot = await history.snapshot(snapshotId);
  if (snapshot?.pageId !== pageId)
    throw new WebloomError('not-found', `The page ${pageId} has no version ${snapshotId}.`, {
      facts: { pageId, snapshotId },
    });
  return { pageId, bound: { v: snapshot.v - 1, at: snapshot.at } };
}

async function undoStep(
  ports: MendPorts,
  run: Run,
  { mend, mended, isOpen }: Step<Undo>,
): Promise<MendProgress> {
  const after = mended.cursor === '' ? null : mended.cursor;
  const records = await ports.rollbacks.list(mend.runId, { after, limit: RECORDS });
  const undoing = { run, by: mend.by, at: run.createdAt };
  let counts = MEND_BEGIN.counts;
  for (const record of records) {
    if (!(await isOpen())) return mended;
    counts = addCounts(counts, await undoPage(ports, undoing, record));
  }
  const sum = addCounts(mended.counts, counts);
  const last = records.at(-1);
  if (last !== undefined && records.length === RECORDS)
    return { cursor: last._id, isDone: false, counts: sum };
  const alerts = await restoreGathering(ports, run, mend);
  return { cursor: ALERTS, isDone: true, counts: addCounts(sum, { alerts }) };
}

async function restoreGathering(ports: MendPorts, run: Run, { runId, by }: Undo): Promise<number> {
  const rollback = (await ports.runs.get(runId))?.mend;
  if (rollback?.kind !== 'rollback' || rollback.target.kind !== 'run') return 0;
  const ids = await gatheringIncidents(ports, run.workspaceId, rollback.target.runId);
  return restoreIncidents(ports, ids, { runId, at: run.createdAt, by, gathering: true });
}
