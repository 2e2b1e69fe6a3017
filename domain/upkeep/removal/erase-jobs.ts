// Erases what removed jobs have stored, in batches between which it may stop: each run with its files, then
// the job's other rows. Blobs are erased before the rows that name them, and a run's row last; so after a
// kill the next attempt finds what is left. A removal is finished when a whole pass found nothing more.
import type { BlobStore } from '../../system/blob/blob-store.ts';
import { entryOf } from '../../system/blob/archive.ts';
import { packedKey } from '../../run/packed-key.ts';
import { announce } from '../../job/control-ports.ts';
import { eventKey } from '../../system/event/event-key.ts';
import { runFolder } from '../../run/stage/stage-key.ts';
import { type ErasureStore, JOB_ROWS, RUN_ROWS, type OwnedRow, type RowKind } from './erasure-store.ts';
import { type Erased, ERASED_NOTHING, type Removal, addErased } from '../../job/verb/removal.ts';
import { type RemovalPorts, openRuns, withdrawJob } from '../../job/verb/remove-job.ts';

export interface ErasePorts extends RemovalPorts {
  readonly erasure: ErasureStore;
  readonly blobs: Pick<BlobStore, 'list' | 'delete'>;
}

/** Asked between two batches; false when another process has taken over, or this one is to end. */
export type MayGoOn = () => Promise<boolean>;

const JOBS_AT_ONCE = 50;
const ROWS_AT_ONCE = 500;
const RUNS_AT_ONCE = 20;
const FILES_AT_ONCE = 200;

export async function eraseJobs(ports: ErasePorts, mayGoOn: MayGoOn): Promise<void> {
  for (const removal of await ports.removals.unfinished(JOBS_AT_ONCE)) {
    if (!(await mayGoOn())) return;
    await eraseJob(ports, removal, mayGoOn).catch((error: unknown) =>
      ports.log.warn({ jobId: removal._id, err: error }, 'a removed job is not erased yet; tried again'),
    );
  }
}

async function eraseJob(ports: ErasePorts, removal: Removal, mayGoOn: MayGoOn): Promise<void> {
  await withdrawJob(ports, removal);
  // A run that is still storing would write rows after the erasure; its end takes a second or two.
  if ((await openRuns(ports, removal._id)).length > 0) return;
  const erased = await eraseData(ports, removal._id, mayGoOn);
  if (erased === null || erased.rows + erased.files > 0) return;
  const finished = await ports.removals.finish(removal._id, ports.clock.now());
  if (finished !== null) await tell(ports, finished);
}

/** Erases rows that a frozen process wrote after its job's removal was finished. */
export async function eraseLateRows(ports: ErasePorts, since: Date, mayGoOn: MayGoOn): Promise<Erased> {
  let erased = ERASED_NOTHING;
  for (const { _id } of await ports.removals.finishedSince(since)) {
    erased = addErased(erased, (await eraseData(ports, _id, mayGoOn)) ?? ERASED_NOTHING);
  }
  return erased;
}

/** Null: stopped before the end. */
async function eraseData(ports: ErasePorts, jobId: string, mayGoOn: MayGoOn): Promise<Erased | null> {
  let erased = await eraseRuns(ports, jobId, mayGoOn);
  for (const kind of JOB_ROWS) {
    if (erased === null) return null;
    const more = await eraseRows(ports, { kind, owner: jobId, jobId }, mayGoOn);
    erased = more === null ? null : addErased(erased, more);
  }
  return erased;
}

async function eraseRuns(ports: ErasePorts, jobId: string, mayGoOn: MayGoOn): Promise<Erased | null> {
  let erased = ERASED_NOTHING;
  for (;;) {
    const runs = await ports.erasure.some('runs', jobId, RUNS_AT_ONCE);
    if (runs.length === 0) return erased;
    for (const { id: runId } of runs) {
      const more = await eraseRun(ports, jobId, runId, mayGoOn);
      if (more === null) return null;
      erased = addErased(erased, more);
    }
  }
}

async function eraseRun(
  ports: ErasePorts,
  jobId: string,
  runId: string,
  mayGoOn: MayGoOn,
): Promise<Erased | null> {
  let erased = await eraseFiles(ports, jobId, runId, mayGoOn);
  for (const kind of RUN_ROWS) {
    if (erased === null) return null;
    const more = await eraseRows(ports, { kind, owner: runId, jobId }, mayGoOn);
    erased = more === null ? null : addErased(erased, more);
  }
  if (erased === null) return null;
  const last = { ...ERASED_NOTHING, rows: await ports.erasure.erase('runs', [runId]) };
  await ports.removals.note(jobId, last);
  return addErased(erased, last);
}

async function eraseFiles(
  ports: ErasePorts,
  jobId: string,
  runId: string,
  mayGoOn: MayGoOn,
): Promise<Erased | null> {
  const keys: string[] = [];
  for await (const key of ports.blobs.list(runFolder(runId))) keys.push(key);
  keys.push(packedKey(runId));
  let erased = ERASED_NOTHING;
  for (let from = 0; from < keys.length; from += FILES_AT_ONCE) {
    if (!(await mayGoOn())) return null;
    const some = keys.slice(from, from + FILES_AT_ONCE);
    const batch = { rows: 0, ...(await ports.blobs.delete(some)) };
    await ports.removals.note(jobId, batch);
    erased = addErased(erased, batch);
  }
  return erased;
}

async function eraseRows(
  ports: ErasePorts,
  { kind, owner, jobId }: { kind: RowKind; owner: string; jobId: string },
  mayGoOn: MayGoOn,
): Promise<Erased | null> {
  let erased = ERASED_NOTHING;
  for (;;) {
    if (!(await mayGoOn())) return null;
    const rows = await ports.erasure.some(kind, owner, ROWS_AT_ONCE);
    if (rows.length === 0) return erased;
    const files = await ports.blobs.delete(archivesOf(rows));
    const ids = rows.map(({ id }) => id);
    const batch = { ...files, rows: await ports.erasure.erase(kind, ids) };
    await ports.removals.note(jobId, batch);
    erased = addErased(erased, batch);
  }
}

/** An archive holds pages of one chunk, so of this job only. Shared texts are left to the sweep. */
function archivesOf(rows: readonly OwnedRow[]): string[] {
  const archives = rows.flatMap(({ keys }) => keys.flatMap((key) => entryOf(key)?.archive ?? []));
  return [...new Set(archives)];
}

async function tell(ports: ErasePorts, removal: Removal): Promise<void> {
  const { _id: jobId, workspaceId, name, rows, files, bytes, requestedAt, finishedAt } = removal;
  const tookMs = (finishedAt ?? requestedAt).getTime() - requestedAt.getTime();
  ports.log.info({ jobId, name, rows, files, bytes, tookMs }, 'a removed job is erased');
  await announce(ports, {
    type: 'job.removed',
    workspaceId,
    jobId,
    data: { name, rows, files, bytes, tookMs },
    once: { at: finishedAt ?? requestedAt, key: eventKey(jobId, 'removed') },
  });
}
