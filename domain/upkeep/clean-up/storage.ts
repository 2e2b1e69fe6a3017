// What the versions of a job's pages take, as it was measured last. It is counted anew each time from what is named, never
// summed up while a run stores, so that storing costs nothing and the figure can not drift.
import { entryOf } from '../../system/blob/archive.ts';
import type { BlobStore } from '../../system/blob/blob-store.ts';
import type { Clock } from '../../system/clock.ts';
import type { Job } from '../../job/job.ts';
import type { JobStore } from '../../job/job-store.ts';
import type { VersionCount, VersionStore } from './version-store.ts';
import { DAY_MS, HOUR_MS } from '../../system/duration.ts';
import { given } from '../../system/given.ts';

export interface JobStorage extends VersionCount {
  /** The job's id. */
  readonly _id: string;
  readonly workspaceId: string;
  /** Of the files that hold texts, bodies and links of its pages. */
  readonly bytes: number;
  /** Number of the job's latest run that had ended when it was measured. */
  readonly runSeq: number;
  readonly measuredAt: Date;
}

export interface StorageStore {
  put(storage: JobStorage): Promise<void>;
  /** Null: it was not measured yet. */
  get(jobId: string): Promise<JobStorage | null>;
}

export interface MeasurePorts {
  readonly versions: Pick<VersionStore, 'namedKeys' | 'count'>;
  readonly blobs: Pick<BlobStore, 'facts'>;
  readonly storage: StorageStore;
  readonly clock: Clock;
}

/** Asked between two jobs; false: somebody else goes on. */
type MayGoOn = () => Promise<boolean>;

const JOBS_AT_ONCE = 100;
/** A job that has not run since is measured again after this time: a clean-up may have thinned it. */
const OLD_MS = DAY_MS;

/** How often a job is measured while a run goes on. */
const IN_RUN_MS = HOUR_MS;

export async function measureJob(
  { versions, blobs, storage, clock }: MeasurePorts,
  { _id, workspaceId, runSeq: latest, activeRun }: Pick<Job, '_id' | 'workspaceId' | 'runSeq' | 'activeRun'>,
): Promise<JobStorage> {
  const files = new Set<string>();
  for await (const keys of versions.namedKeys(_id))
    for (const key of keys) files.add(entryOf(key)?.archive ?? key);
  let bytes = 0;
  for (const file of files) bytes += (await blobs.facts(file))?.bytes ?? 0;
  const counted = await versions.count(_id);
  const runSeq = activeRun === null ? latest : latest - 1;
  const measured = { _id, workspaceId, ...counted, bytes, runSeq, measuredAt: clock.now() };
  await storage.put(measured);
  return measured;
}

/** Measures the jobs that have run since they were measured, and all others once a day. Returns how many it measured. */
export async function measureJobs(
  ports: MeasurePorts & { readonly jobs: Pick<JobStore, 'list'> },
  mayGoOn: MayGoOn,
): Promise<number> {
  let measured = 0;
  let before: string | undefined;
  for (;;) {
    const query = { workspaceId: null, limit: JOBS_AT_ONCE, ...given({ before }) };
    const jobs = await ports.jobs.list(query);
    for (const job of jobs) {
      if (!(await mayGoOn())) return measured;
      if (!(await isDue(ports, job))) continue;
      await measureJob(ports, job);
      measured += 1;
    }
    before = jobs.at(-1)?._id;
    if (jobs.length < JOBS_AT_ONCE) return measured;
  }
}

async function isDue({ storage, clock }: MeasurePorts, { _id, runSeq, activeRun }: Job): Promise<boolean> {
  const known = await storage.get(_id);
  if (known === null) return true;
  const age = clock.now().getTime() - known.measuredAt.getTime();
  if (age > OLD_MS) return true;
  return activeRun === null ? known.runSeq !== runSeq : age > IN_RUN_MS;
}
