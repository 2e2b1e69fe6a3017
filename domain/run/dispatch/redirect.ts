// Where a redirect leads a visit. Redirects on one host are followed by the scraper within its fetch; one to another
// host comes back as `moved-to`, because that host has its own pace and robots rules.
import { PAGE_LIMITS, ROBOTS_LIMITS } from '../../web/fetch/fetcher.ts';
import type { ReasonCode } from '../outcome.ts';
import type { WaitingVisit } from './waiting-visit.ts';

/** Hops on the same host and to other hosts count together. */
export const MAX_HOPS = PAGE_LIMITS.maxRedirects;
/** Of a robots.txt, to other hosts: RFC 9309 section 2.3.1.2 wants five at least. */
export const MAX_ROBOTS_HOPS = ROBOTS_LIMITS.maxRedirects;

export interface RedirectRules {
  readonly now: number;
  /** What a redirect to another page means: `same` = still the page that was asked for. */
  judgeRedirect(waiting: WaitingVisit, target: string): 'same' | 'other-page' | 'out-of-scope';
}

/** Same-host hops that a fetch may still follow. */
export function hopsLeft(hops: number): number {
  return Math.max(0, MAX_HOPS - hops);
}

/** The visit goes on at the other host, or ends. */
export function followToHost(waiting: WaitingVisit, target: string, rules: RedirectRules): void {
  if (waiting.hops >= MAX_HOPS) {
    waiting.end(rules.now, {
      result: 'failed',
      reason: 'too-many-redirects',
      detail: `more than ${MAX_HOPS} hosts in a row`,
    });
    return;
  }
  const verdict = rules.judgeRedirect(waiting, target);
  if (verdict === 'same') waiting.moveTo(target, rules.now);
  else endElsewhere(waiting, target, verdict, rules.now);
}

/** The target is another page, or none of the job's: this visit has nothing to store. */
export function endElsewhere(
  waiting: WaitingVisit,
  target: string,
  verdict: 'other-page' | 'out-of-scope',
  now: number,
): void {
  const reason: ReasonCode = verdict === 'other-page' ? 'duplicate' : 'out-of-scope';
  waiting.end(now, { result: 'skipped', reason, detail: `redirects to ${target}`, finalUrl: target });
}
