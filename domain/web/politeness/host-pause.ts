// A host that somebody has paused: no run asks it until it is resumed, or until a time. Its visits wait; none fails for it.

/** Times in epoch ms. */
export interface HostPause {
  readonly since: number;
  /** Null: until somebody resumes it. */
  readonly until: number | null;
  /** Name of who paused it. */
  readonly by: string;
  readonly reason: string;
}

/** A paused host is looked at again after this, because it may be resumed. Sooner, its pages would be planned again and again. */
export const PAUSE_AGAIN_MS = 60_000;

/** The pause that is in force; null: there is none. */
export function pauseNow({ held }: { readonly held?: HostPause }, now: number): HostPause | null {
  if (held === undefined) return null;
  return held.until === null || held.until > now ? held : null;
}

export function pauseInWords({ by, reason, until }: HostPause): string {
  const end = until === null ? '' : ` until ${new Date(until).toISOString()}`;
  return `paused by ${by}${end}: ${reason}`;
}
