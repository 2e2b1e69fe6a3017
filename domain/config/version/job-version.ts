// Earlier configurations of a job: what it was, who changed it when, and which members differ from the one before.
import { differingMembers } from '../../system/differing-members.ts';
import type { JobConfig } from '../schema.ts';

export interface JobVersion {
  /** `<jobId>:<version, padded>` */
  readonly _id: string;
  readonly jobId: string;
  readonly workspaceId: string;
  readonly version: number;
  readonly at: Date;
  /** Who saved it: a caller of the API, or `unknown` where that was not kept. */
  readonly by: string;
  readonly name: string;
  /** Secrets in it are sealed, as in the job's document. */
  readonly config: JobConfig;
  /** Members that differ from the version before, as `fetch.delayMs`; empty for the first one. */
  readonly changed: readonly string[];
}

/** Versions kept of a job; a list of 100,000 addresses makes each of them large. */
export const KEPT_VERSIONS = 50;

export interface JobVersionStore {
  /** Insert-only: a version that is there already is left as it is. Drops those older than the ones that are kept. */
  keep(version: JobVersion): Promise<void>;
  /** Newest first; versions lower than `before`. */
  list(jobId: string, query: { before?: number; limit: number }): Promise<JobVersion[]>;
  get(jobId: string, version: number): Promise<JobVersion | null>;
}

interface Configured {
  readonly name: string;
  readonly config: object;
}

/** Paths of the members that differ; lists are compared as a whole. */
export function changedMembers(before: Configured, after: Configured): string[] {
  const isRenamed = before.name !== after.name;
  const paths = differingMembers(before.config, after.config).map(({ member }) => member);
  return isRenamed ? ['name', ...paths] : paths;
}
