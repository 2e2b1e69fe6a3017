// Whether a page that a browser opens may call a host. One that Webloom watches is asked by its robots.txt and left alone while it is
// paused or wants to be; what is loaded from others is judged by the guard alone.
import { clip } from '../../system/clip.ts';
import type { CallVerdict } from '../fetch/page-calls.ts';
import type { Host } from '../host/host.ts';
import { circuitMode, failuresInWords } from '../politeness/circuit.ts';
import { PAUSE_AGAIN_MS, pauseInWords, pauseNow } from '../politeness/host-pause.ts';
import { type RobotsCache, robotsState } from '../politeness/robots-cache.ts';
import { describeRule, judgeRobots } from '../robots/judge.ts';
import type { RobotsRules } from '../robots/rules.ts';
import { DAY_MS } from '../../system/duration.ts';
import { urlHost } from '../url/key.ts';

export interface CallingPage {
  readonly url: string;
  readonly userAgent: string;
  readonly obeysRobots: boolean;
}

/** What is known of the called host. */
export interface CalledHost {
  /** Null: no job has asked it for anything. */
  readonly doc: Host | null;
  /** Of its robots.txt, as it was read last. */
  readonly rules: RobotsRules;
}

const MAX_WHY_CHARACTERS = 200;

/** `now`: epoch ms. */
export function judgeCall(
  page: CallingPage,
  url: string,
  { doc, rules }: CalledHost,
  now: number,
): CallVerdict {
  const host = urlHost(url);
  // That the host of the page may be asked now, whoever sent the page has judged; it may be a probe.
  const isOwn = host === urlHost(page.url);
  if (doc === null && !isOwn) return 'unwatched';
  const alone = isOwn || doc === null ? null : hostLeftAlone(host, doc, now);
  if (alone !== null) return alone;
  if (!page.obeysRobots) return 'allowed';
  if (isUnread(doc?.robots, now)) return { why: `robots.txt of ${host} can not be read` };
  const { allowed, rule } = judgeRobots(rules, page.userAgent, url);
  if (allowed) return 'allowed';
  const line = rule === null ? '' : ` (${describeRule(rule)})`;
  return { why: clip(`robots.txt of ${host} does not allow it${line}`, MAX_WHY_CHARACTERS) };
}

/** Whoever paused it, or the host itself, wants it so; null: it may be asked. */
export function hostLeftAlone(host: string, doc: Host, now: number): { why: string; until: number } | null {
  const held = pauseNow(doc, now);
  if (held !== null)
    return {
      why: `${host} is ${pauseInWords(held)}`,
      until: Math.min(held.until ?? Infinity, now + PAUSE_AGAIN_MS),
    };
  if (doc.notBefore > now) {
    const until = new Date(doc.notBefore).toISOString();
    return { why: `${host} asked to be left alone until ${until}`, until: doc.notBefore };
  }
  if (circuitMode(doc, now) !== 'open') return null;
  return { why: `${host} gave ${failuresInWords(doc)}`, until: doc.openUntil };
}

/** An attempt of long ago says nothing: nobody has wanted the file since. */
function isUnread(robots: RobotsCache | undefined, now: number): boolean {
  return robotsState(robots, now, DAY_MS) === 'unreachable';
}
