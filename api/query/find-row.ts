// Finds one document by its id, or throws `not-found`.
import { thinnedWords } from '../../domain/upkeep/clean-up/thinned-words.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { noSuch } from '../../domain/system/no-such.ts';
import type { Job } from '../../domain/job/job.ts';
import type { Page, Snapshot } from '../../domain/page/page.ts';
import type { Run } from '../../domain/run/run.ts';
import type { ApiPorts } from '../ports.ts';
import { requireVisible } from './visible-rows.ts';

export async function findJob({ jobs }: Pick<ApiPorts, 'jobs'>, jobId: string): Promise<Job> {
  const job = await jobs.get(jobId);
  if (job !== null) return job;
  throw noSuch('job', { jobId });
}

/** For ids that do not stand in the path, where no guard has looked at them. */
export async function findOwnJob(
  { jobs }: Pick<ApiPorts, 'jobs'>,
  jobId: string,
  workspaceId: string,
): Promise<Job> {
  const job = await jobs.get(jobId);
  if (job?.workspaceId === workspaceId) return job;
  throw noSuch('job', { jobId });
}

export async function findRun(ports: Pick<ApiPorts, 'runs' | 'jobs'>, runId: string): Promise<Run> {
  return requireVisible(ports, await ports.runs.get(runId), { what: `run ${runId}`, facts: { runId } });
}

/** For ids that do not stand in the path, where no guard has looked at them. */
export async function findOwnRun(
  ports: Pick<ApiPorts, 'runs' | 'jobs'>,
  runId: string,
  workspaceId: string,
): Promise<Run> {
  const run = await ports.runs.get(runId);
  return requireVisible(ports, run, { what: `run ${runId}`, facts: { runId }, workspaceId });
}

export async function findPage(ports: Pick<ApiPorts, 'pages' | 'jobs'>, id: string): Promise<Page> {
  const page = (await ports.pages.getMany([id])).get(id);
  return requireVisible(ports, page, { what: `page ${id}`, facts: { pageId: id } });
}

/** For ids that do not stand in the path, where no guard has looked at them. */
export async function findOwnPage(
  ports: Pick<ApiPorts, 'pages' | 'jobs'>,
  id: string,
  workspaceId: string,
): Promise<Page> {
  const page = (await ports.pages.getMany([id])).get(id);
  return requireVisible(ports, page, { what: `page ${id}`, facts: { pageId: id }, workspaceId });
}

/** Throws `gone` for a version that a clean-up has thinned. */
export async function findSnapshot(
  ports: Pick<ApiPorts, 'history' | 'jobs' | 'versions'>,
  snapshotId: string,
): Promise<Snapshot> {
  const snapshot = await ports.history.snapshot(snapshotId);
  const thinned = snapshot === null ? await ports.versions.thinned(snapshotId) : null;
  if (thinned !== null) {
    await requireVisible(ports, thinned, { what: `snapshot ${snapshotId}`, facts: { snapshotId } });
    const words = thinnedWords(thinned);
    throw new WebloomError(
      'gone',
      `${words[0]?.toUpperCase()}${words.slice(1)}. Its changes keep their evidence; pin a version to keep it.`,
      { facts: { snapshotId, at: thinned.at, thinnedAt: thinned.thinnedAt } },
    );
  }
  return requireVisible(ports, snapshot, { what: `snapshot ${snapshotId}`, facts: { snapshotId } });
}
