// What a robots.txt lets this agent do, in one sentence.
import { type UserAgent, groupsFor, judgeRobots } from './judge.ts';
import type { RobotsRules } from './rules.ts';

export function summarizeRobots(rules: RobotsRules, userAgent: UserAgent, host: string): string {
  const start = `https://${host}/`;
  const { allowed, rule } = judgeRobots(rules, userAgent, start);
  if (!allowed) return `The start page is not allowed (${rule?.pattern ?? '/'}).`;
  const forbidding = new Set(
    groupsFor(rules.groups, userAgent).flatMap((group) =>
      group.rules.filter(({ allow }) => !allow).map(({ pattern }) => pattern),
    ),
  );
  if (forbidding.size === 0) return 'Everything may be fetched.';
  const named = [...forbidding].slice(0, 3).join(', ');
  const more = forbidding.size > 3 ? ` and ${forbidding.size - 3} more paths` : '';
  return `Allowed but for ${named}${more}.`;
}
