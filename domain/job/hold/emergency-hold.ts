// An emergency hold: while it stands, nothing is fetched in its scope, or (scope `changes`) nothing is changed through the
// API. It stands until somebody lifts it; no time ends it.

export const HOLD_SCOPES = ['job', 'tag', 'workspace', 'host', 'everything', 'changes'] as const;

export type HoldScope =
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'workspace' }
  | { readonly kind: 'host'; readonly host: string }
  /** All workspaces. */
  | { readonly kind: 'everything' }
  /** Read-only mode: nothing is stopped, and nobody changes anything. */
  | { readonly kind: 'changes' };

/** `hold`: runs that go on are paused, and go on when it is lifted. `stop`: they are ended at once. */
export const HOLD_KINDS = ['hold', 'stop'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

export interface EmergencyHold {
  readonly _id: string;
  /** Of who placed it; `job`, `tag` and `workspace` hold nothing of others. */
  readonly workspaceId: string;
  readonly scope: HoldScope;
  readonly kind: HoldKind;
  readonly reason: string;
  /** Name of who placed it. */
  readonly by: string;
  readonly since: Date;
  /** Maintenance windows that keep messages back while it stands; empty: messages go on. */
  readonly windows: readonly { readonly workspaceId: string; readonly windowId: string }[];
  /** Null: it stands. */
  readonly liftedAt: Date | null;
  readonly liftedBy: string | null;
}

/** The switch of one machine: a file that every process there looks at. It has no document. */
export const LOCAL_HOLD_ID = 'local';

export interface EmergencyStore {
  /** False when it is there already. */
  insert(hold: EmergencyHold): Promise<boolean>;
  get(holdId: string): Promise<EmergencyHold | null>;
  /** Those not lifted, of all workspaces, oldest first. */
  standing(): Promise<EmergencyHold[]>;
  /** Those lifted, the newest first; of one workspace, or of all. */
  lifted(workspaceId: string | null, limit: number): Promise<EmergencyHold[]>;
  /** Null: there is none that stands. */
  lift(holdId: string, lifted: { readonly at: Date; readonly by: string }): Promise<EmergencyHold | null>;
}

/** What this process knows of the holds, without asking anybody. */
export interface StandingHolds {
  standing(): readonly EmergencyHold[];
}

export const NO_HOLDS: StandingHolds = { standing: () => [] };
