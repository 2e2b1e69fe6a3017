// Events: what happened, for streams and history. Inserted first, then published; progress is only published.
export const EVENT_TYPES = [
  'job.created',
  'job.changed',
  'job.start',
  'job.state',
  // Gone for everybody; its data follows.
  'job.removing',
  // The last of its data is gone: how much there was.
  'job.removed',
  // What no run could need any more was swept away.
  'storage.swept',
  // What an archived job no longer needs is gone, and the rest is packed.
  'job.put-away',
  // A clean-up has ended: what it freed, or would free.
  'clean-up.finished',
  'run.state',
  'run.progress',
  'run.finished',
  'page.changed',
  // Somebody marked changes as seen, ignored or unread.
  'change.marked',
  // A language model has given its sentence about a change, or there will be none.
  'change.summarized',
  'gate.decided',
  'price.changed',
  'page.removed',
  // Many pages of a host changed in the same way: one event for all of them.
  'site.changed',
  // A message was handed over to be delivered.
  'alert.told',
  // Somebody acknowledged, snoozed or resolved an incident.
  'incident.state',
  // Somebody stopped everything, or a part of it, or let it go on.
  'emergency.placed',
  'emergency.lifted',
  // How far an action on many jobs is; only its end is stored.
  'bulk.progress',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface StoredEvent {
  /** ULID, or deterministic where a repeat must not double it. */
  readonly _id: string;
  readonly type: EventType;
  readonly at: Date;
  readonly workspaceId: string;
  readonly jobId?: string;
  readonly runId?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventStore {
  /** Insert-only; one that is there already is left as it is. */
  insert(events: readonly StoredEvent[]): Promise<void>;
  /** Events from this time on (inclusive), oldest first; of those at this very time the ones after an id, if one is given. */
  since(workspaceId: string, from: Date, limit: number, afterId?: string): Promise<StoredEvent[]>;
}
