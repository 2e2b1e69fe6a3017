// What a robots.txt says, in a form small enough to keep with its host (RFC 9309). Plain data, safe to store as JSON.

export interface RobotsRule {
  readonly allow: boolean;
  /** Normalised path pattern: `*` for anything, a final `$` for the end. */
  readonly pattern: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

export interface RobotsGroup {
  /** Lower-case product tokens; `*` for everybody else. */
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
  /** As written, which may be relative to the file. */
  readonly sitemaps: readonly string[];
}

/** No file, or none the server will show (status 4xx): everything may be fetched. */
export const ALLOW_ALL: RobotsRules = { groups: [], delays: [], sitemaps: [] };
