// What has to be sent so that a job becomes the edited one: a merge patch (RFC 7396) with the members that differ.
import type { JobConfig } from '../../domain/job/schema.ts';
import { changedMembers } from '../../domain/job/job-version.ts';

export interface EditedJob {
  readonly name: string;
  readonly tags: readonly string[];
  readonly config: JobConfig;
}

export type MergePatch = Readonly<Record<string, unknown>>;

/** The configuration as the API shows it; its form is that of the schema, with secrets masked. */
export function parseConfig(config: Readonly<Record<string, unknown>>): JobConfig {
  return config as unknown as JobConfig;
}

/** Null: nothing differs. */
export function mergePatchBetween(before: EditedJob, after: EditedJob): MergePatch | null {
  const config = patchOf({ ...before.config }, { ...after.config });
  const patch = {
    ...(before.name === after.name ? {} : { name: after.name }),
    ...(isSame(before.tags, after.tags) ? {} : { tags: after.tags }),
    ...(config === null ? {} : { config }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}

function patchOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): MergePatch | null {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const parts = [...names].flatMap((name): [string, unknown][] => {
    const [old, next] = [before[name], after[name]];
    if (isSame(old, next)) return [];
    if (next === undefined) return [[name, null]];
    // Another kind of source or schedule takes the place of the old one as a whole.
    if (isRecord(old) && isRecord(next) && old['kind'] === next['kind']) return [[name, patchOf(old, next)]];
    return [[name, next]];
  });
  return parts.length === 0 ? null : Object.fromEntries(parts);
}

/** Paths of the members that both changed, as `fetch.delayMs`. */
export function changedByBoth(
  before: EditedJob,
  { mine, theirs }: { readonly mine: EditedJob; readonly theirs: EditedJob },
): string[] {
  const changed = new Set(changedMembers(before, theirs));
  return changedMembers(before, mine).filter((path) => changed.has(path));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
