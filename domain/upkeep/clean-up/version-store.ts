// Port for the versions of pages as a clean-up sees them: small rows, by ranges of ids. It deletes snapshots and never writes
// a page. Of a version that went a note stays for a while, so that a link to it says what became of it.
import type { ChangeState, Snapshot } from '../../page/page.ts';

export interface VersionRow {
  /** Id of the snapshot. */
  readonly id: string;
  readonly pageId: string;
  readonly jobId: string;
  readonly at: Date;
  readonly textHash: string;
  readonly pinned: boolean;
  /** The blobs it names. */
  readonly keys: readonly string[];
}

/** What names the versions of some pages. */
export interface VersionMarks {
  /** Ids of snapshots that confirmed changes name. */
  readonly changed: ReadonlySet<string>;
  /**
   * Ids of snapshots that are needed as they are: the baselines, what a change shows that waits for its second look, that an
   * incident tells which goes on, or that was told last of its page.
   */
  readonly held: ReadonlySet<string>;
}

/** A version that is no longer kept. */
export interface ThinnedVersion {
  /** Id of the snapshot that there was. */
  readonly _id: string;
  readonly pageId: string;
  readonly jobId: string;
  /** When the page was like that. */
  readonly at: Date;
  readonly textHash: string;
  readonly thinnedAt: Date;
}

export interface VersionCount {
  readonly versions: number;
  readonly pinned: number;
  /** When the oldest and the newest version were stored; null: there is none. */
  readonly oldestAt: Date | null;
  readonly newestAt: Date | null;
}

interface VersionQuery {
  /** Only ids above this one; a page's id with `;` behind it stands behind all versions of the page. */
  readonly after: string | null;
  readonly jobId?: string | undefined;
  readonly limit: number;
}

export interface VersionStore {
  /** By id, so that those of a page lie together. */
  some(query: VersionQuery): Promise<VersionRow[]>;
  /** The oldest of one page. */
  ofPage(pageId: string, limit: number): Promise<VersionRow[]>;
  marks(pageIds: readonly string[]): Promise<VersionMarks>;
  /** Notes them and deletes their snapshots, but for those that were pinned meanwhile. Returns how many went. */
  thin(versions: readonly ThinnedVersion[]): Promise<number>;
  /** Null: it is there, or nobody knows it. */
  thinned(snapshotId: string): Promise<ThinnedVersion | null>;
  /** Forgets notes from before a time; returns how many. */
  forgetThinned(before: Date): Promise<number>;
  /** Null unpins. Null is returned when there is no such snapshot. */
  pin(snapshotId: string, pin: Snapshot['pinned'] | null): Promise<Snapshot | null>;
  count(jobId: string): Promise<VersionCount>;
  /** All blobs that pages and snapshots of a job name, in slices. */
  namedKeys(jobId: string): AsyncIterable<readonly string[]>;
}

/** What of a change says which versions are needed. */
export interface NamingChange {
  readonly pageId: string;
  readonly at: Date;
  readonly state: ChangeState;
  readonly fromSnapshot?: string;
  readonly toSnapshot?: string;
  readonly alerts?: readonly { readonly incidentId: string }[];
}

/** `open`: incidents that go on. */
export function marksOf(
  baselines: readonly string[],
  changes: readonly NamingChange[],
  open: ReadonlySet<string>,
): VersionMarks {
  const toldLast = new Map<string, NamingChange>();
  for (const change of changes) {
    if (change.state !== 'confirmed' || (change.alerts ?? []).length === 0) continue;
    const known = toldLast.get(change.pageId);
    if (known === undefined || known.at < change.at) toldLast.set(change.pageId, change);
  }
  const waiting = changes.filter(
    ({ state, alerts = [] }) => state === 'pending' || alerts.some(({ incidentId }) => open.has(incidentId)),
  );
  return {
    changed: new Set(versionsOf(changes.filter(({ state }) => state === 'confirmed'))),
    held: new Set([...baselines, ...versionsOf([...waiting, ...toldLast.values()])]),
  };
}

function versionsOf(changes: readonly NamingChange[]): string[] {
  return changes.flatMap(({ fromSnapshot, toSnapshot }) =>
    [fromSnapshot, toSnapshot].filter((id) => id !== undefined),
  );
}
