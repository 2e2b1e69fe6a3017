// Looks up how long the things of a job are kept; asks the store once for each job and workspace.
import { type OwnRetention, type Retention, retentionOf } from '../../config/retention/retention.ts';

export interface RetentionStore {
  /** What jobs set of their own; those that set nothing, or are gone, have no entry. */
  ofJobs(jobIds: readonly string[]): Promise<ReadonlyMap<string, OwnRetention>>;
  /** The same of workspaces. */
  ofWorkspaces(workspaceIds: readonly string[]): Promise<ReadonlyMap<string, OwnRetention>>;
}

export interface Owner {
  readonly workspaceId: string;
  readonly jobId?: string | undefined;
}

export type RetentionBook = (owner: Owner) => Retention;

/** A book for these owners, for one step: what is set later counts in the next one. */
export async function readRetentions(
  store: RetentionStore,
  owners: readonly Owner[],
): Promise<RetentionBook> {
  const jobIds = new Set(owners.flatMap(({ jobId }) => (jobId === undefined ? [] : [jobId])));
  const [jobs, workspaces] = await Promise.all([
    store.ofJobs([...jobIds]),
    store.ofWorkspaces([...new Set(owners.map(({ workspaceId }) => workspaceId))]),
  ]);
  return ({ workspaceId, jobId }) =>
    retentionOf(jobId === undefined ? undefined : jobs.get(jobId), workspaces.get(workspaceId));
}
