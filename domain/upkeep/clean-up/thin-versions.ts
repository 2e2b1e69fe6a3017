// The pass that thins the versions of pages. It reads snapshots by ranges of ids and judges whole pages. It deletes only what
// is not named as it is, and a run never names an older version than the page's baseline, so it may go on beside runs.
import type { Clock } from '../../system/clock.ts';
import { type KnownVersion, mayDrop, versionsToDrop, versionsToDropArchived } from './choose-versions.ts';
import {
  type CleanUpPass,
  type Freed,
  FREED_NOTHING,
  type PassOrder,
  type PassSlice,
  addFreed,
} from './pass.ts';
import type { Retention } from '../../config/retention/retention.ts';
import type { ThinnedVersion, VersionRow, VersionStore } from './version-store.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface ThinPorts {
  readonly versions: VersionStore;
  readonly retentionOf: (jobId: string) => Promise<Retention>;
  /** Of these jobs all quiet versions go, whatever their age. */
  readonly isArchived: (jobId: string) => Promise<boolean>;
  /** A roll-back may be restoring any version of the job, so none goes. */
  readonly isBeingMended: (jobId: string) => Promise<boolean>;
  readonly clock: Clock;
}

/** How long a version that went can be told from one that never was. */
const NOTED_MS = 400 * DAY_MS;
/** Versions of one page that are judged at a time; of more, the oldest, and the rest the next time. */
const MAX_OF_PAGE = 20_000;

export function createThinVersionsPass(ports: ThinPorts): CleanUpPass {
  return { name: 'versions', step: (order) => step(ports, order) };
}

async function step(ports: ThinPorts, { cursor, dryRun, limit, jobId }: PassOrder): Promise<PassSlice> {
  const rows = await ports.versions.some({ after: cursor, jobId, limit });
  const isLast = rows.length < limit;
  const pages = [...byPage(rows)];
  const last = pages.at(-1);
  // The slice may end within a page; that one is judged as a whole.
  if (!isLast && last !== undefined)
    pages.splice(-1, 1, [last[0], await ports.versions.ofPage(last[0], MAX_OF_PAGE)]);
  const freed = await thinPages(ports, pages, dryRun);
  if (isLast && !dryRun) await ports.versions.forgetThinned(new Date(ports.clock.now().getTime() - NOTED_MS));
  const seen = pages.reduce((sum, [, some]) => sum + some.length, 0);
  return { next: isLast || last === undefined ? null : behind(last[0]), seen, freed };
}

/** Above the ids of all versions of the page. */
function behind(pageId: string): string {
  return `${pageId};`;
}

type PageRows = readonly [pageId: string, rows: readonly VersionRow[]];

function byPage(rows: readonly VersionRow[]): Map<string, VersionRow[]> {
  const pages = new Map<string, VersionRow[]>();
  for (const row of rows) {
    const known = pages.get(row.pageId);
    if (known === undefined) pages.set(row.pageId, [row]);
    else known.push(row);
  }
  return pages;
}

interface Rule {
  readonly mayDrop: (rows: readonly VersionRow[]) => boolean;
  readonly toDrop: (versions: readonly KnownVersion[]) => readonly string[];
}

async function thinPages(ports: ThinPorts, pages: readonly PageRows[], dryRun: boolean): Promise<Freed> {
  const rules = await rulesOf(ports, pages);
  const asked = pages.filter(([, rows]) => ruleFor(rules, rows)?.mayDrop(rows) === true);
  return asked.length === 0 ? FREED_NOTHING : thinAsked(ports, asked, { rules, dryRun });
}

async function rulesOf(ports: ThinPorts, pages: readonly PageRows[]): Promise<Map<string, Rule>> {
  const rules = new Map<string, Rule>();
  for (const [, [row]] of pages) {
    if (row === undefined || rules.has(row.jobId)) continue;
    rules.set(row.jobId, await ruleOf(ports, row.jobId));
  }
  return rules;
}

function ruleFor(rules: ReadonlyMap<string, Rule>, [row]: readonly VersionRow[]): Rule | undefined {
  return row === undefined ? undefined : rules.get(row.jobId);
}

async function ruleOf(
  { retentionOf, isArchived, isBeingMended, clock }: ThinPorts,
  jobId: string,
): Promise<Rule> {
  if (await isBeingMended(jobId)) return { mayDrop: () => false, toDrop: () => [] };
  if (await isArchived(jobId)) return { mayDrop: ({ length }) => length > 2, toDrop: versionsToDropArchived };
  const policy = await retentionOf(jobId);
  const now = clock.now();
  return {
    mayDrop: (rows) => mayDrop(rows, policy, now),
    toDrop: (versions) => versionsToDrop(versions, policy, now),
  };
}

async function thinAsked(
  ports: ThinPorts,
  pages: readonly PageRows[],
  { rules, dryRun }: { readonly rules: ReadonlyMap<string, Rule>; readonly dryRun: boolean },
): Promise<Freed> {
  const { changed, held } = await ports.versions.marks(pages.map(([pageId]) => pageId));
  const toKnown = ({ id, at, pinned }: VersionRow): KnownVersion => ({
    id,
    at,
    changed: changed.has(id),
    held: pinned || held.has(id),
  });
  let freed = FREED_NOTHING;
  for (const [, rows] of pages) {
    const dropped = new Set(ruleFor(rules, rows)?.toDrop(rows.map(toKnown)) ?? []);
    if (dropped.size === 0) continue;
    const gone = rows.filter(({ id }) => dropped.has(id));
    const documents = dryRun ? gone.length : await ports.versions.thin(gone.map(noteOf(ports.clock.now())));
    freed = addFreed(freed, { ...FREED_NOTHING, documents });
  }
  return freed;
}

function noteOf(thinnedAt: Date): (row: VersionRow) => ThinnedVersion {
  return ({ id: _id, pageId, jobId, at, textHash }) => ({ _id, pageId, jobId, at, textHash, thinnedAt });
}
