// `webloom inspect robots`: answers a question about one robots.txt, with the rule that decided.
import { decodeText } from '../../../domain/web/fetch/charset.ts';
import { parseUrl } from '../../../domain/web/url/canonical.ts';
import { type UserAgent, crawlDelayMs, describeRule, judgeRobots } from '../../../domain/web/robots/judge.ts';
import { parseRobots } from '../../../domain/web/robots/parse.ts';

export interface RobotsInspection {
  readonly id?: string;
  readonly allowed?: boolean;
  readonly rule?: string | null;
  /** Seconds. */
  readonly crawl_delay?: number | null;
  readonly sitemaps?: readonly string[];
}

/** `{robots_txt | robots_txt_base64, user_agent, url, ask?: allowed|crawl_delay|sitemaps}`; without `ask`, all three. */
export function inspectRobots(input: Readonly<Record<string, unknown>>): RobotsInspection {
  const rules = parseRobots(robotsText(input));
  const agent = agentOf(input['user_agent']);
  const id = typeof input['id'] === 'string' ? { id: input['id'] } : {};
  const ask = input['ask'];
  const verdict = judgeRobots(rules, agent, typeof input['url'] === 'string' ? input['url'] : '');
  const delayMs = crawlDelayMs(rules, agent);
  const because = verdict.rule === null ? null : describeRule(verdict.rule);
  return {
    ...id,
    ...(ask === undefined || ask === 'allowed' ? { allowed: verdict.allowed, rule: because } : {}),
    ...(ask === undefined || ask === 'crawl_delay'
      ? { crawl_delay: delayMs === null ? null : delayMs / 1_000 }
      : {}),
    ...(ask === undefined || ask === 'sitemaps'
      ? { sitemaps: rules.sitemaps.map((loc) => absolute(loc, input['url'])) }
      : {}),
  };
}

function absolute(loc: string, url: unknown): string {
  return typeof url === 'string' && parseUrl(loc) === null ? (parseUrl(loc, url)?.href ?? loc) : loc;
}

function robotsText(input: Readonly<Record<string, unknown>>): string {
  if (typeof input['robots_txt'] === 'string') return input['robots_txt'];
  const base64 = input['robots_txt_base64'];
  if (typeof base64 !== 'string') return '';
  return decodeText(
    Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)),
    'utf-8',
  ).text;
}

function agentOf(value: unknown): UserAgent {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(String) : '*';
}
