// The rules of a robots.txt (RFC 9309), small enough for the host's document; safe as JSON.

export interface RobotsRule {
  readonly allow: boolean;
  /** Normalised path pattern: `*` for anything, a final `$` for the end. */
  readonly pattern: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

export interface RobotsGroup {
  /** Lower-case product tokens; `*` for every agent that no group names. */
  readonly agents: readonly string[];
  readonly rules: readonly RobotsRule[];
}

export interface RobotsDelay {
  readonly agents: readonly string[];
  readonly delayMs: number;
}

export interface RobotsRules {
  readonly groups: readonly RobotsGroup[];
  readonly delays: readonly RobotsDelay[];
  /** As written; may be relative to robots.txt. */
  readonly sitemaps: readonly string[];
}

/** For a host without robots.txt, or that refuses to show it (status 4xx): everything may be fetched. */
export const ALLOW_ALL: RobotsRules = { groups: [], delays: [], sitemaps: [] };
