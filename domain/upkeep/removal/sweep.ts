// The sweep, hourly and at the monitor's start: drops what nobody can need, reports what it freed.
import { announce } from '../../job/control-ports.ts';
import { type ErasePorts, type MayGoOn, eraseLateRows } from './erase-jobs.ts';
import { ERASED_NOTHING, REMOVAL_DAYS } from '../../job/verb/removal.ts';
import { type BlobSweepPorts, sweepBlobs } from './sweep-blobs.ts';
import { type SweepPorts, sweepRunFiles } from './sweep-files.ts';
import { DAY_MS } from '../../system/duration.ts';
import { given } from '../../system/given.ts';

export type WholeSweepPorts = ErasePorts & SweepPorts & BlobSweepPorts;

/** A process frozen for longer than this is no longer expected to write rows. */
const LATE_MS = 2 * DAY_MS;
const RUNS_AT_ONCE = 500;

export interface Swept {
  readonly bytes: number;
}

export async function sweep(ports: WholeSweepPorts, workspaceId: string, mayGoOn: MayGoOn): Promise<Swept> {
  const now = ports.clock.now().getTime();
  await adoptOrphans(ports, mayGoOn);
  const late = await eraseLateRows(ports, new Date(now - LATE_MS), mayGoOn);
  await ports.removals.forget(new Date(now - REMOVAL_DAYS * DAY_MS));
  const runFiles = await sweepRunFiles(ports, mayGoOn);
  const blobs = await sweepBlobs(ports, mayGoOn);
  const files = late.files + runFiles.files + blobs.files;
  const bytes = late.bytes + runFiles.bytes + blobs.bytes;
  if (files + late.rows > 0) {
    const data = { files, bytes, rows: late.rows, ofRuns: runFiles.bytes, unnamed: blobs.bytes };
    ports.log.info(data, 'swept what nobody needs any more');
    // The event names no job, so streams that follow one job do not get it.
    await announce(ports, { type: 'storage.swept', workspaceId, data });
  }
  return { bytes };
}

/**
 * Erases runs that ended a day ago and whose job is gone without a removal document: removed by an older
 * version, or the document is lost.
 */
async function adoptOrphans(ports: WholeSweepPorts, mayGoOn: MayGoOn): Promise<void> {
  const endedBefore = new Date(ports.clock.now().getTime() - DAY_MS);
  let before: string | undefined;
  for (;;) {
    const runs = await ports.runs.list({ limit: RUNS_AT_ONCE, ...given({ before }) });
    const ended = runs.filter(({ finishedAt }) => finishedAt !== undefined && finishedAt < endedBefore);
    const owners = new Map(ended.map((run) => [run.jobId, run]));
    const there = await ports.jobs.existing([...owners.keys()]);
    for (const [jobId, run] of owners) {
      if (there.has(jobId)) continue;
      const { workspaceId } = run;
      const requestedAt = ports.clock.now();
      const removal = { _id: jobId, workspaceId, name: jobId, requestedAt, finishedAt: null, lostBy: [] };
      await ports.removals.insert({ ...removal, ...ERASED_NOTHING });
    }
    before = runs.at(-1)?._id;
    if (runs.length < RUNS_AT_ONCE || !(await mayGoOn())) return;
  }
}
