// Which versions of a page are kept. All are while they are young; of older ones those that a change names, one a day for a
// year and one a month after that. Thinning again, or later what was thinned before, drops nothing that once would have kept.
import type { Retention } from '../../config/retention/retention.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface KnownVersion {
  readonly id: string;
  readonly at: Date;
  /** A confirmed change names it. */
  readonly changed: boolean;
  /** Somebody or something needs this very version: it is pinned, the baseline, or what an open matter shows. */
  readonly held: boolean;
}

export type VersionPolicy = Pick<Retention, 'versionsDays' | 'versionsPerPage'>;

/** Older ones are thinned to one a month. */
const DAILY_DAYS = 365;

/** The ids of those that go, oldest first. */
export function versionsToDrop(
  versions: readonly KnownVersion[],
  policy: VersionPolicy,
  now: Date,
): readonly string[] {
  const ordered = versions.toSorted(oldestFirst);
  const needed = neededOf(ordered);
  const kept = new Set([...needed, ...worthKeeping(ordered, policy, now)]);
  const spare = ordered.filter(({ id }) => kept.has(id) && !needed.has(id));
  const beyond = Math.max(0, kept.size - policy.versionsPerPage);
  for (const { id } of spare.slice(0, beyond)) kept.delete(id);
  return ordered.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
}

/** Of an archived job: the first and the last version, and those that are held or that a change names. */
export function versionsToDropArchived(versions: readonly KnownVersion[]): readonly string[] {
  const ordered = versions.toSorted(oldestFirst);
  const needed = neededOf(ordered);
  return ordered.filter(({ id, changed }) => !changed && !needed.has(id)).map(({ id }) => id);
}

/** Whether any could go, by their ages alone; what names them need not be asked otherwise. */
export function mayDrop(
  versions: readonly Pick<KnownVersion, 'at'>[],
  policy: VersionPolicy,
  now: Date,
): boolean {
  // The first and the last always stay.
  if (versions.length <= 2) return false;
  const before = now.getTime() - policy.versionsDays * DAY_MS;
  return versions.length > policy.versionsPerPage || versions.some(({ at }) => at.getTime() <= before);
}

/** No limit drops them. */
function neededOf(ordered: readonly KnownVersion[]): Set<string> {
  const ends = [ordered[0], ordered.at(-1)].flatMap((version) => (version === undefined ? [] : [version.id]));
  return new Set([...ends, ...ordered.filter(({ held }) => held).map(({ id }) => id)]);
}

function worthKeeping(ordered: readonly KnownVersion[], policy: VersionPolicy, now: Date): string[] {
  const young = now.getTime() - policy.versionsDays * DAY_MS;
  const isYoung = ({ at }: KnownVersion): boolean => at.getTime() > young;
  // The latest of each time takes the place of those before it: it tells how the page stood at the end of it.
  const latest = new Map<string, string>();
  for (const version of ordered)
    if (version.changed && !isYoung(version)) latest.set(spanOf(version, now), version.id);
  return [...ordered.filter(isYoung).map(({ id }) => id), ...latest.values()];
}

/** The day of a version, or its month after a year, in UTC. */
function spanOf({ at }: KnownVersion, now: Date): string {
  const isDaily = now.getTime() - at.getTime() < DAILY_DAYS * DAY_MS;
  return at.toISOString().slice(0, isDaily ? 'YYYY-MM-DD'.length : 'YYYY-MM'.length);
}

function oldestFirst(one: KnownVersion, other: KnownVersion): number {
  return one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1);
}
