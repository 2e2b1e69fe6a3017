// What the answer to a request for /robots.txt means (RFC 9309 section 2.3.1): a file, no file, or no answer.
import { decodeText } from '../fetch/charset.ts';
import type { FetchOutcome } from '../fetch/fetcher.ts';
import { parseRobots } from './parse.ts';
import { ALLOW_ALL, DISALLOW_ALL } from './rules.ts';
import type { RobotsRules } from './rules.ts';

export type RobotsAnswer =
  /** A file was read. */
  | { readonly kind: 'found'; readonly rules: RobotsRules }
  /** The site has none: everything is open. */
  | { readonly kind: 'none'; readonly rules: RobotsRules }
  /** The site could not say: nothing is open until it can; ask again. */
  | {
      readonly kind: 'unreachable';
      readonly rules: RobotsRules;
      readonly detail: string;
      readonly retryAfterMs: number | null;
    }
  /** Validators still hold: keep the rules there are. */
  | { readonly kind: 'unchanged' }
  /** The file is on another host; ask there, at most five hops in all. */
  | { readonly kind: 'moved'; readonly url: string };

/** RFC 9309 section 2.3.1.2: beyond this many hops there is no file. */
export const MAX_ROBOTS_HOPS = 5;

const NONE: RobotsAnswer = { kind: 'none', rules: ALLOW_ALL };

export function robotsFromOutcome(outcome: FetchOutcome): RobotsAnswer {
  switch (outcome.outcome) {
    case 'fetched':
      return { kind: 'found', rules: parseRobots(decodeText(outcome.body, 'utf-8').text) };
    case 'not-modified':
      return { kind: 'unchanged' };
    case 'moved-to':
      return { kind: 'moved', url: outcome.url };
    case 'http-error':
      // 429 asks for patience; it does not say that there are no rules.
      if (outcome.status >= 500 || outcome.status === 429) {
        return unreachable(`status ${outcome.status}`, outcome.retryAfterMs ?? null);
      }
      return NONE;
    case 'failed':
      if (outcome.reason === 'redirect-loop' || outcome.reason === 'too-many-redirects') return NONE;
      return unreachable(outcome.reason, null);
    case 'refused':
      return unreachable(outcome.reason, null);
  }
}

function unreachable(detail: string, retryAfterMs: number | null): RobotsAnswer {
  return { kind: 'unreachable', rules: DISALLOW_ALL, detail, retryAfterMs };
}
