// What a host asks of whoever looks at its pages: its robots.txt, and the pause between two requests with who set it.
import { newHost, type Host } from '../../web/host/host.ts';
import type { JobConfig } from '../../config/schema.ts';
import { paceOfHost } from '../../run/plan/host-pace.ts';
import { type DelayCause, delayCauseOf, delayMsOf } from '../../web/politeness/pace.ts';
import { crawlDelayMs, describeRule, judgeRobots } from '../../web/robots/judge.ts';
import { parseRobots } from '../../web/robots/parse.ts';
import { ALLOW_ALL } from '../../web/robots/rules.ts';
import { parseUrl } from '../../web/url/canonical.ts';

export interface HostQuestion {
  readonly url: string;
  /** Null: nobody has asked it yet. */
  readonly host: Host | null;
  readonly fetch: JobConfig['fetch'];
  readonly userAgent: string;
  readonly isOwn: (host: string) => boolean;
}

export interface HostFacts {
  readonly robots: {
    readonly url: string;
    /** `none`: the host has no robots.txt; `unread`: it was not asked yet, or can not be read. */
    readonly status: 'rules' | 'none' | 'unread';
    readonly allowed: boolean;
    /** The rule that decides, as it stands in the file. */
    readonly rule: string | null;
    readonly crawlDelayMs: number | null;
    readonly obeyed: boolean;
  };
  readonly pace: { readonly delayMs: number; readonly setBy: DelayCause; readonly words: string };
  readonly sitemaps: readonly string[];
}

export function hostFacts({ url, host, fetch, userAgent, isOwn }: HostQuestion): HostFacts {
  const parsed = parseUrl(url);
  const cache = host?.robots;
  const rules = cache?.status === 'rules' ? parseRobots(cache.text) : ALLOW_ALL;
  const agent = fetch.userAgent ?? userAgent;
  const verdict = judgeRobots(rules, agent, url);
  const delay = crawlDelayMs(rules, agent);
  const known = host ?? newHost(parsed?.host ?? '');
  const pace = paceOfHost(known, { fetch, isOwn, crawlDelayOf: () => delay });
  const [delayMs, setBy] = [delayMsOf(pace), delayCauseOf(pace)];
  return {
    robots: {
      url: parsed === null ? '' : `${parsed.origin}/robots.txt`,
      status: statusOf(cache?.status),
      allowed: verdict.allowed,
      rule: verdict.rule === null ? null : describeRule(verdict.rule),
      crawlDelayMs: delay,
      obeyed: fetch.obeyRobots,
    },
    pace: { delayMs, setBy, words: paceInWords(delayMs, setBy) },
    sitemaps: rules.sitemaps.flatMap((loc) => parseUrl(loc, url)?.href ?? []),
  };
}

function statusOf(status: 'rules' | 'allow-all' | 'unreachable' | undefined): HostFacts['robots']['status'] {
  switch (status) {
    case 'rules':
      return 'rules';
    case 'allow-all':
      return 'none';
    case 'unreachable':
    case undefined:
      return 'unread';
  }
}

const SET_BY: Readonly<Record<DelayCause, string>> = {
  robots: 'as its robots.txt asks',
  refusals: 'because it refused requests',
  job: 'as the job asks',
  floor: 'the least for hosts that are not your own',
  default: 'the usual pause',
};

function paceInWords(delayMs: number, setBy: DelayCause): string {
  if (delayMs === 0) return 'no pause between two requests: the host is your own';
  const seconds = delayMs / 1_000;
  return `${seconds === 1 ? '1 second' : `${seconds} seconds`} between two requests, ${SET_BY[setBy]}`;
}
