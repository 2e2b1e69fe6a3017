// What has to be sent so that a job becomes the edited one: a merge patch (RFC 7396) with the members that differ.
import { isMembers } from '../../domain/system/differing-members.ts';
import type { JobConfig } from '../../domain/config/schema.ts';
import { changedMembers } from '../../domain/config/version/job-version.ts';
import { mergePatchBetween } from '../../domain/config/merge-patch.ts';

export interface EditedJob {
  readonly name: string;
  readonly tags: readonly string[];
  /** '': none. */
  readonly note: string;
  readonly config: JobConfig;
}

export type MergePatch = Readonly<Record<string, unknown>>;

/** The configuration as the API shows it; its form is that of the schema, with secrets masked. */
export function parseConfig(config: Readonly<Record<string, unknown>>): JobConfig {
  return config as unknown as JobConfig;
}

/** Null: nothing differs. */
export function jobPatchBetween(before: EditedJob, after: EditedJob): MergePatch | null {
  const patch = mergePatchBetween(before, after);
  if (!isMembers(patch)) return null;
  return Object.keys(patch).length === 0 ? null : patch;
}

/** Paths of the members that both changed, as `fetch.delayMs`. */
export function changedByBoth(
  before: EditedJob,
  { mine, theirs }: { readonly mine: EditedJob; readonly theirs: EditedJob },
): string[] {
  const changed = new Set(changedMembers(before, theirs));
  return changedMembers(before, mine).filter((path) => changed.has(path));
}
