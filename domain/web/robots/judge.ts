// May an agent fetch a URL, how fast? The most specific rule decides, on a tie `allow` (RFC 9309, 2.2.2).
import { productToken } from './parse.ts';
import { matchesPattern, pathOf } from './path.ts';
import type { RobotsGroup, RobotsRule, RobotsRules } from './rules.ts';

export interface RobotsVerdict {
  readonly allowed: boolean;
  /** The rule that decided; `null` when none applied. */
  readonly rule: RobotsRule | null;
}

/** A product token, a full User-Agent header, or several names of one crawler. */
export type UserAgent = string | readonly string[];

export function judgeRobots(rules: RobotsRules, userAgent: UserAgent, url: string): RobotsVerdict {
  const path = pathOf(url);
  // robots.txt itself may always be fetched (RFC 9309 section 2.2.2).
  if (path === '/robots.txt') return { allowed: true, rule: null };
  let best: RobotsRule | null = null;
  for (const group of groupsFor(rules.groups, userAgent)) {
    for (const rule of group.rules) {
      if (isStronger(rule, best) && matchesPattern(rule.pattern, path)) best = rule;
    }
  }
  return { allowed: best === null || best.allow, rule: best };
}

/** A rule as people find it in the file: "line 3: disallow /cart". */
export function describeRule({ line, allow, pattern }: RobotsRule): string {
  return `line ${line}: ${allow ? 'allow' : 'disallow'} ${pattern}`;
}

export function isAllowed(rules: RobotsRules, userAgent: UserAgent, url: string): boolean {
  return judgeRobots(rules, userAgent, url).allowed;
}

/** Pause between requests that the site asks of this agent, in ms; `null` if it asks for none. */
export function crawlDelayMs(rules: RobotsRules, userAgent: UserAgent): number | null {
  const tokens = tokensOf(userAgent);
  const isNamed = rules.groups.some((group) => group.agents.some((agent) => tokens.includes(agent)));
  const names = isNamed ? tokens : ['*'];
  return rules.delays.find((delay) => delay.agents.some((agent) => names.includes(agent)))?.delayMs ?? null;
}

/** Groups that name the agent; if none does, the groups for `*`. */
export function groupsFor(groups: readonly RobotsGroup[], userAgent: UserAgent): readonly RobotsGroup[] {
  const tokens = tokensOf(userAgent);
  const named = groups.filter((group) => group.agents.some((agent) => tokens.includes(agent)));
  return named.length > 0 ? named : groups.filter((group) => group.agents.includes('*'));
}

function tokensOf(userAgent: UserAgent): string[] {
  return (typeof userAgent === 'string' ? [userAgent] : userAgent)
    .map(productToken)
    .filter((name) => name !== '');
}

function isStronger(rule: RobotsRule, best: RobotsRule | null): boolean {
  if (best === null) return true;
  const lengths = rule.pattern.length - best.pattern.length;
  return lengths > 0 || (lengths === 0 && rule.allow && !best.allow);
}
