// Port for the tags of jobs, and for what is to be done where tags or their settings have changed.
import type { RefusedSettings } from './job.ts';

export interface TaggedJobStore {
  /**
   * Compare-and-set on the tags themselves; false when somebody else changed them, or the job is gone. `due` names the change for
   * whoever brings the job in line; absent: nothing is to be brought in line.
   */
  retag(jobId: string, expected: readonly string[], tags: readonly string[], due?: string): Promise<boolean>;
  /** Writes into all jobs of the tag that they are to be brought in line. */
  markSettingsDue(workspaceId: string, tag: string, due: string): Promise<void>;
  /** Ids of jobs that are to be brought in line, of a tag or of all, ordered by id. */
  settingsDue(
    query: { readonly workspaceId: string; readonly tag: string } | null,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<string[]>;
  /** How many of the tag are to be brought in line, and how many keep what they had. */
  countSettings(
    workspaceId: string,
    tag: string,
  ): Promise<{ readonly due: number; readonly refused: number }>;
  /** It is in line, or refuses. False where another change has come since, or the job is gone. */
  settleSettings(jobId: string, due: string, refused: RefusedSettings | null): Promise<boolean>;
}
