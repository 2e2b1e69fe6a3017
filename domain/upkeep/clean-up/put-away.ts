// Putting archived jobs away: versions that no change names go, and what stays is packed again as small as can be. It begins
// some minutes after the verb, so that an archive that is taken back has cost nothing. How far it is stands in the job's
// document, so it goes on after any failure, and ends when the job is restored; what stays is readable all the time.
import { announce, type AnnouncePorts } from '../../job/control-ports.ts';
import { eventKey } from '../../system/event/event-key.ts';
import type { Job, PuttingAway } from '../../job/job.ts';
import type { JobStore } from '../../job/job-store.ts';
import { createJobFacts } from './job-facts.ts';
import { type Pack, createPackArchivesPass } from './pack-archives.ts';
import type { CleanUpPass } from './pass.ts';
import { DEFAULT_RETENTION } from '../../config/retention/retention.ts';
import type { RewritePorts } from './rewrite-archives.ts';
import { type MeasurePorts, measureJob } from './storage.ts';
import { createThinVersionsPass } from './thin-versions.ts';
import type { VersionStore } from './version-store.ts';

export interface PutAwayPorts extends AnnouncePorts, Omit<MeasurePorts, 'versions' | 'blobs'> {
  readonly jobs: Pick<JobStore, 'get' | 'list' | 'control' | 'beingPutAway'>;
  readonly versions: VersionStore;
  readonly blobs: RewritePorts['blobs'];
  readonly mayDelete: RewritePorts['mayDelete'];
  /** Packs an entry of an archive as small as can be. */
  readonly pack: Pack;
}

/** For so long an archive can be taken back without any loss. */
export const TAKE_BACK_MS = 10 * 60_000;
const JOBS_AT_ONCE = 20;
/** Versions, or archives of up to 32 pages, between two writes of how far it is: some seconds of work. */
const AT_ONCE = { versions: 2_000, files: 8 };

type MayGoOn = () => Promise<boolean>;

export async function putJobsAway(ports: PutAwayPorts, mayGoOn: MayGoOn): Promise<void> {
  const before = new Date(ports.clock.now().getTime() - TAKE_BACK_MS);
  for (const job of await ports.jobs.beingPutAway(before, JOBS_AT_ONCE))
    await putAway(ports, job, mayGoOn).catch((error: unknown) =>
      ports.log.warn({ jobId: job._id, err: error }, 'an archived job is not put away yet; tried again'),
    );
}

async function putAway(ports: PutAwayPorts, begun: Job, mayGoOn: MayGoOn): Promise<void> {
  let job: Job | null = begun;
  while (job?.putAway && job.putAway.phase !== 'done' && (await mayGoOn()) && (await ports.mayDelete())) {
    const next = await stepOf(ports, job, job.putAway);
    // Null: somebody else has written it, as a restore does.
    job = await ports.jobs.control(job, { putAway: next }, null);
    if (job !== null && next.phase === 'done') await tell(ports, job, next);
  }
}

async function stepOf(ports: PutAwayPorts, job: Job, now: PuttingAway): Promise<PuttingAway> {
  if (now.bytesBefore === null) return { ...now, bytesBefore: (await measureJob(ports, job)).bytes };
  if (now.phase === 'done') return now;
  const { phase } = now;
  const order = { cursor: now.cursor, dryRun: false, limit: AT_ONCE[phase], jobId: job._id };
  const { next: cursor, freed } = await passOf(ports, phase).step(order);
  const versions = now.versions + freed.documents;
  if (cursor !== null || phase === 'versions')
    return { ...now, versions, cursor, phase: cursor === null ? 'files' : phase };
  const { bytes } = await measureJob(ports, job);
  return { ...now, cursor, phase: 'done', bytesAfter: bytes, finishedAt: ports.clock.now() };
}

function passOf(ports: PutAwayPorts, phase: 'versions' | 'files'): CleanUpPass {
  const facts = createJobFacts(ports.jobs);
  return phase === 'versions'
    ? createThinVersionsPass({ ...ports, ...facts, retentionOf: async () => DEFAULT_RETENTION })
    : createPackArchivesPass({ ...ports, ...facts });
}

async function tell(
  ports: PutAwayPorts,
  { _id: jobId, workspaceId, name }: Job,
  done: PuttingAway,
): Promise<void> {
  const { versions, bytesBefore, bytesAfter, at } = done;
  const data = { name, versions, bytesBefore, bytesAfter };
  ports.log.info({ jobId, ...data }, 'an archived job is put away');
  const once = { at: done.finishedAt ?? at, key: eventKey(jobId, `put-away-${at.getTime()}`) };
  await announce(ports, { type: 'job.put-away', workspaceId, jobId, data, once });
}
