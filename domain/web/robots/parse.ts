// Reads robots.txt as RFC 9309 and Google's parser do: any line end, comments, common misspellings, groups
// with several agents; rules before the first agent are ignored. It never fails: a line it can not read has
// no effect.
import { type RobotsField, robotsField } from './field-name.ts';
import { normalizePattern } from './path.ts';
import type { RobotsDelay, RobotsGroup, RobotsRule, RobotsRules } from './rules.ts';
import { DAY_MS } from '../../system/duration.ts';

/** RFC 9309 section 2.5: the rest of a longer file is not read. */
export const MAX_ROBOTS_LENGTH = 500 * 1024;

/** As in Google's parser: eight times the longest URL a browser accepted. */
const MAX_LINE_LENGTH = 2_083 * 8 - 1;
const MAX_DELAY_MS = DAY_MS;

/** As it is, half of it, or read in another charset. */
const BYTE_ORDER_MARK = /^(?:\ufeff|\ufffd|\u00ef\u00bb\u00bf)+/;

interface Draft {
  readonly groups: { agents: string[]; rules: RobotsRule[] }[];
  readonly delays: RobotsDelay[];
  readonly sitemaps: string[];
  /** Agents named since the last rule; the next delay is for them. */
  named: string[];
  /** A rule was read since the last agent line, so the next agent line begins a group. */
  closed: boolean;
  /** A delay was read since the last agent line, so the next agent line is for another delay. */
  delayed: boolean;
}

export function parseRobots(text: string): RobotsRules {
  const draft: Draft = { groups: [], delays: [], sitemaps: [], named: [], closed: true, delayed: false };
  const body = withinLimit(text.replace(BYTE_ORDER_MARK, ''));
  body.split(/\r\n|\n|\r/).forEach((line, index) => {
    const field = parseLine(line.slice(0, MAX_LINE_LENGTH));
    if (field !== null) apply(draft, field.field, field.value, index + 1);
  });
  return {
    groups: draft.groups.map(toGroup),
    delays: delaysOf(draft),
    sitemaps: [...new Set(draft.sitemaps)],
  };
}

/** A delay before any agent line counts only in a file that names no agent; then it is for every agent. */
function delaysOf(draft: Draft): RobotsDelay[] {
  if (draft.groups.length === 0) return draft.delays.map(({ delayMs }) => ({ agents: ['*'], delayMs }));
  return draft.delays.filter((delay) => delay.agents.length > 0);
}

function withinLimit(text: string): string {
  return text.length <= MAX_ROBOTS_LENGTH ? text : wholeLines(text.slice(0, MAX_ROBOTS_LENGTH));
}

/** The text without its last line, which was cut: half a rule could forbid or allow other paths than the whole rule. */
export function wholeLines(cut: string): string {
  return cut.slice(0, Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf('\r'), 0));
}

function parseLine(line: string): { field: RobotsField; value: string } | null {
  const comment = line.indexOf('#');
  const plain = (comment === -1 ? line : line.slice(0, comment)).replaceAll('\0', '');
  // Files written with an HTML editor contain tags: `Disallow: /x<BR>`. An address in such brackets is none.
  const text = plain.replace(/<(?!https?:)[^<>]*>/gi, '').trim();
  if (text === '') return null;
  const parts = splitField(text);
  if (parts === null) return null;
  const field = robotsField(parts.name);
  return field === null ? null : { field, value: parts.value };
}

/** Splits at the colon, a Chinese one too, or at a blank if there are exactly two words. */
function splitField(text: string): { name: string; value: string } | null {
  const colon = text.search(/[:：]/);
  if (colon !== -1) return { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() };
  const words = text.split(/\s+/);
  return words.length === 2 ? { name: words[0] ?? '', value: words[1] ?? '' } : null;
}

function apply(draft: Draft, field: RobotsField, value: string, line: number): void {
  switch (field) {
    case 'user-agent':
      nameAgent(draft, value);
      return;
    case 'allow':
    case 'disallow':
      draft.closed = true;
      addRule(draft, { allow: field === 'allow', pattern: value, line });
      return;
    case 'sitemap':
      addSitemap(draft, value);
      return;
    case 'crawl-delay':
      addDelay(draft, value);
      return;
  }
}

function nameAgent(draft: Draft, value: string): void {
  const agents = agentNames(value);
  if (draft.closed) draft.groups.push({ agents: [], rules: [] });
  if (draft.closed || draft.delayed) draft.named = [];
  draft.closed = false;
  draft.delayed = false;
  draft.named = [...draft.named, ...agents];
  draft.groups.at(-1)?.agents.push(...agents);
}

function addRule(draft: Draft, { allow, pattern, line }: RobotsRule): void {
  // An empty value matches no path, so the rule has no effect.
  if (pattern === '') return;
  const rules = draft.groups.at(-1)?.rules;
  const spelled = normalizePattern(pattern);
  rules?.push({ allow, pattern: spelled, line });
  // An `Allow` for a directory's index page allows the directory too.
  const directory = allow ? /^(.*\/)index\.html?$/.exec(spelled)?.[1] : undefined;
  if (directory !== undefined) rules?.push({ allow, pattern: `${directory}$`, line });
}

/** Several addresses in one line, with the name between them where a line break was lost. */
const BETWEEN_SITEMAPS = /[\s,;]+(?=["'<]?https?:\/\/)|\s+sitemaps?\s*:\s*/i;

/** Some write the address in quotes or pointed brackets, which no address begins or ends with. */
function addSitemap(draft: Draft, value: string): void {
  for (const text of value.split(BETWEEN_SITEMAPS)) {
    const address = text.replace(/^["'<\s\ufeff]+|["'>\s]+$/g, '');
    if (address !== '') draft.sitemaps.push(address);
  }
}

function addDelay(draft: Draft, value: string): void {
  draft.delayed = true;
  const seconds = Number(/^(?:\d+(?:[.,]\d+)?|[.,]\d+)/.exec(value)?.[0].replace(',', '.') ?? Number.NaN);
  if (Number.isNaN(seconds)) return;
  draft.delays.push({ agents: [...draft.named], delayMs: Math.min(MAX_DELAY_MS, seconds * 1_000) });
}

/** `FooBot/1.0` names `foobot`; `*` and `* something` name everybody; commas separate names, but not those in brackets. */
function agentNames(value: string): string[] {
  const names = value.includes('(') ? [value] : value.split(',');
  return names.flatMap((text) => {
    const name = text.replaceAll('"', '').trim();
    if (name === '*' || /^\*\s/.test(name)) return ['*'];
    const token = productToken(name);
    return token === '' ? [] : [token];
  });
}

export function productToken(text: string): string {
  return (/^[^\s/;,()*]+/.exec(text.trim())?.[0] ?? '').toLowerCase();
}

function toGroup({ agents, rules }: { agents: string[]; rules: RobotsRule[] }): RobotsGroup {
  return { agents: [...new Set(agents)], rules };
}
