// A host that somebody has paused: no run asks it until it is resumed, or until a time. Its visits wait; none fails for it.

/** Times in epoch ms. */
export interface HostHold {
  readonly since: number;
  /** Null: until somebody resumes it. */
  readonly until: number | null;
  /** Name of who paused it. */
  readonly by: string;
  readonly reason: string;
}

/** A paused host is looked at again after this, because it may be resumed. Sooner, its pages would be planned again and again. */
export const HOLD_AGAIN_MS = 60_000;

/** The pause that is in force; null: there is none. */
export function holdNow({ held }: { readonly held?: HostHold }, now: number): HostHold | null {
  if (held === undefined) return null;
  return held.until === null || held.until > now ? held : null;
}

export function holdInWords({ by, reason, until }: HostHold): string {
  const end = until === null ? '' : ` until ${new Date(until).toISOString()}`;
  return `paused by ${by}${end}: ${reason}`;
}
