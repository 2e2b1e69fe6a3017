// The pass that writes archives again of which half is dead: no page and no snapshot names those entries any more. The new
// archive takes the place of the old one and every entry keeps its number, so no document is written and nothing of what a
// run stores meanwhile can be lost. It goes job by job, because an archive holds pages of one job.
import { entryOf } from '../../system/blob/archive.ts';
import type { BlobStore } from '../../system/blob/blob-store.ts';
import type { Clock } from '../../system/clock.ts';
import { isWebloomError } from '../../system/errors.ts';
import {
  type CleanUpPass,
  type Freed,
  FREED_NOTHING,
  type PassOrder,
  type PassSlice,
  addFreed,
} from './pass.ts';
import type { VersionStore } from './version-store.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface RewritePorts {
  readonly versions: Pick<VersionStore, 'namedKeys'>;
  readonly blobs: Pick<BlobStore, 'facts' | 'entrySizes' | 'readArchive' | 'replaceArchive'>;
  /** The highest id of a job below this one, null: the highest of all. Null is returned when there is none. */
  readonly jobBefore: (jobId: string | null) => Promise<string | null>;
  /** The id of the job's last run, '' before the first. Null: a run goes on. */
  readonly lastRun: (jobId: string) => Promise<string | null>;
  /** False while a backup is taken: it has yet to copy the files that its documents name. */
  readonly mayDelete: () => Promise<boolean>;
  readonly clock: Clock;
}

/** An archive written or used within this time may hold entries that are still about to be named. */
const GRACE_MS = DAY_MS;
export const NOTHING = new Uint8Array(0);

export function createRewriteArchivesPass(ports: RewritePorts): CleanUpPass {
  return {
    name: 'archives',
    step: (order) =>
      passThroughArchives(ports, order, (archive) =>
        rewriteDead(ports, { ...archive, dryRun: order.dryRun }),
      ),
  };
}

interface NamedArchive {
  readonly key: string;
  /** The entries that are named. */
  readonly kept: ReadonlySet<number>;
}

/** A job, and the archive after which it goes on. */
interface Place {
  readonly jobId: string;
  readonly after: string;
}

/** Up to `limit` archives of one job, or one job without any. */
export async function passThroughArchives(
  ports: Pick<RewritePorts, 'versions' | 'jobBefore' | 'lastRun' | 'mayDelete'>,
  order: PassOrder,
  treat: (archive: NamedArchive) => Promise<Freed>,
): Promise<PassSlice> {
  const place = await placeOf(ports, order);
  if (place === null) return { next: null, seen: 0, freed: FREED_NOTHING };
  const { jobId } = place;
  const named = await namedAtRest(ports, jobId);
  const archives = [...named.keys()].filter((key) => key > place.after).toSorted(byCode);
  const slice = archives.slice(0, order.limit);
  let freed = FREED_NOTHING;
  for (const [done, key] of slice.entries()) {
    if (!order.dryRun && !(await ports.mayDelete()))
      return { next: writePlace({ jobId, after: slice[done - 1] ?? place.after }), seen: done, freed };
    freed = addFreed(freed, await unlessDamaged(treat({ key, kept: named.get(key) ?? new Set() })));
  }
  const last = slice.at(-1);
  if (last !== undefined && slice.length < archives.length)
    return { next: writePlace({ jobId, after: last }), seen: slice.length, freed };
  const isAll = order.jobId !== undefined || (await ports.jobBefore(jobId)) === null;
  return { next: isAll ? null : writePlace({ jobId, after: BEHIND_ALL }), seen: slice.length, freed };
}

/** A damaged archive is left as it is, for whoever verifies what is stored; the others are still seen to. */
async function unlessDamaged(treated: Promise<Freed>): Promise<Freed> {
  try {
    return await treated;
  } catch (error) {
    if (isWebloomError(error) && error.code === 'data-corrupt') return FREED_NOTHING;
    throw error;
  }
}

/** Above the keys of all archives: the job is done. */
const BEHIND_ALL = '~';

async function placeOf(
  ports: Pick<RewritePorts, 'jobBefore'>,
  { cursor, jobId }: PassOrder,
): Promise<Place | null> {
  const place = cursor === null ? null : parsePlace(cursor);
  if (place !== null && place.after !== BEHIND_ALL) return place;
  if (jobId !== undefined) return place === null ? { jobId, after: '' } : null;
  const next = await ports.jobBefore(place?.jobId ?? null);
  return next === null ? null : { jobId: next, after: '' };
}

function writePlace({ jobId, after }: Place): string {
  return `${jobId} ${after}`;
}

function parsePlace(cursor: string): Place {
  const [jobId = '', after = ''] = cursor.split(' ');
  return { jobId, after };
}

/**
 * The entries that are named, none while a run goes on or if one was there meanwhile: it may have named again what was not
 * named when its page was read. A run that begins later uses again only what its pages name, which is all marked.
 */
async function namedAtRest(
  ports: Pick<RewritePorts, 'versions' | 'lastRun'>,
  jobId: string,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const before = await ports.lastRun(jobId);
  if (before === null) return new Map();
  const named = await namedEntries(ports, jobId);
  return (await ports.lastRun(jobId)) === before ? named : new Map();
}

/** The entries that pages and snapshots of a job name, by archive. */
async function namedEntries(
  { versions }: Pick<RewritePorts, 'versions'>,
  jobId: string,
): Promise<Map<string, Set<number>>> {
  const named = new Map<string, Set<number>>();
  for await (const keys of versions.namedKeys(jobId)) {
    for (const key of keys) {
      const entry = entryOf(key);
      if (entry === null) continue;
      const known = named.get(entry.archive);
      if (known === undefined) named.set(entry.archive, new Set([entry.index]));
      else known.add(entry.index);
    }
  }
  return named;
}

async function rewriteDead(
  ports: RewritePorts,
  { key, kept, dryRun }: NamedArchive & { readonly dryRun: boolean },
): Promise<Freed> {
  const sizes = await ports.blobs.entrySizes(key);
  if (sizes === null || !(await isUnused(ports, key))) return FREED_NOTHING;
  const whole = sumOf(sizes);
  const dead = sumOf(sizes.filter((_, index) => !kept.has(index)));
  if (dead === 0 || dead * 2 < whole) return FREED_NOTHING;
  if (dryRun) return { ...FREED_NOTHING, bytes: dead };
  const bytes = await rewrite(ports, key, async (entry, index) => (kept.has(index) ? entry : NOTHING));
  return { ...FREED_NOTHING, bytes };
}

/** Nothing was written to it or used it of late, so nothing in it waits for a name. */
export async function isUnused(
  { blobs, clock }: Pick<RewritePorts, 'blobs' | 'clock'>,
  key: string,
): Promise<boolean> {
  const facts = await blobs.facts(key);
  return facts !== null && facts.usedAt.getTime() < clock.now().getTime() - GRACE_MS;
}

/** Returns by how many bytes it became smaller. */
export async function rewrite(
  { blobs }: Pick<RewritePorts, 'blobs'>,
  key: string,
  change: (entry: Uint8Array, index: number) => Promise<Uint8Array>,
): Promise<number> {
  const before = await blobs.readArchive(key);
  if (before === null) return 0;
  const after: Uint8Array[] = [];
  for (const [index, entry] of before.entries())
    after.push(entry.length === 0 ? entry : await change(entry, index));
  const freed = sumOf(before.map(({ length }) => length)) - sumOf(after.map(({ length }) => length));
  if (freed > 0) await blobs.replaceArchive(key, after);
  return Math.max(0, freed);
}

function sumOf(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}

function byCode(one: string, other: string): number {
  return one < other ? -1 : 1;
}
