// Explains why two URLs are one page or two: the canonicaliser's steps one by one, with what each of them
// changed. The rules are those of canonical.ts; a test compares the last step with its result.
import {
  type CanonicalUrl,
  canonicalUrl,
  dropPathSession,
  joinSlashes,
  parseUrl,
  queryPair,
  urlIdentity,
} from './canonical.ts';
import { type ParsingNote, explainParsing } from './explain-parsing.ts';
import { foldPathEscapes, normalizePathEscapes, normalizeQueryEscapes } from './percent.ts';
import { isSessionParameter, isTrackingParameter } from './tracking.ts';

export interface UrlExplanation {
  readonly input: string;
  readonly fetch: string | null;
  /** Why the URL is not fetched. */
  readonly refused?: string;
  /** Two addresses with the same identity are the same page. */
  readonly identity: string | null;
  readonly steps: readonly ParsingNote[];
}

export interface SameExplanation {
  readonly same: boolean;
  readonly reason: string;
  /** Parts in which the identities differ; empty when they are equal. */
  readonly differences: readonly string[];
  readonly a: UrlExplanation;
  readonly b: UrlExplanation;
}

const REFUSALS: Readonly<Record<Extract<CanonicalUrl, { ok: false }>['reason'], string>> = {
  empty: 'it is empty',
  'too-long': 'it is too long',
  invalid: 'it is not a URL',
  scheme: 'its scheme is not http or https',
  credentials: 'it holds a user name or a password',
};

/** Lists only the steps that changed something. */
export function explainUrl(input: string, base?: string): UrlExplanation {
  const canonical = canonicalUrl(input, base);
  const fetch = canonical.ok ? canonical.url : null;
  const refused = canonical.ok ? {} : { refused: REFUSALS[canonical.reason] };
  const url = parseUrl(input.trim(), base);
  if (url === null) return { input, fetch, ...refused, identity: null, steps: [] };
  const bare = withoutCredentials(url);
  const walk = new StepWalk(bare);
  const steps = [
    ...explainParsing(input, url, base),
    ...(bare.href === url.href ? [] : [credentialsStep(bare)]),
    ...walk.toFetch(),
    ...walk.toIdentity(),
  ];
  return { input, fetch, ...refused, identity: urlIdentity(url.href), steps };
}

function withoutCredentials(url: URL): URL {
  const bare = new URL(url.href);
  bare.username = '';
  bare.password = '';
  return bare;
}

function credentialsStep(bare: URL): ParsingNote {
  const did = 'dropped user name and password: they are no part of the page';
  return { rule: 'credentials', did, url: bare.href, part: 'identity' };
}

/** Takes a URL from step to step and notes the steps that change it. */
class StepWalk {
  readonly #origin: string;
  #host: string;
  #path: string;
  #query: readonly string[];
  #hash: string;
  /** `?` if the URL has a question mark with nothing after it. */
  #lone: string;
  #steps: ParsingNote[] = [];

  constructor(url: URL) {
    this.#origin = `${url.protocol}${url.host === '' ? '' : '//'}`;
    this.#host = url.host;
    this.#path = url.pathname;
    this.#query = url.search.length < 2 ? [] : url.search.slice(1).split('&');
    this.#hash = url.href.endsWith('#') ? '#' : url.hash;
    this.#lone = url.search === '' && url.href.split('#')[0]?.endsWith('?') === true ? '?' : '';
  }

  toFetch(): ParsingNote[] {
    this.#begin();
    this.#note('fetch', 'fragment', `dropped ${this.#hash}: it never reaches the server`, { hash: '' });
    this.#note('fetch', 'empty query', 'dropped a ? with nothing behind it', { lone: '' });
    const host = this.#host.replace(/\.+(?=$|:)/, '');
    this.#note('fetch', 'final dot', `${this.#host} is the host ${host}`, { host });
    const path = normalizePathEscapes(this.#path);
    this.#note('fetch', 'path escapes', 'one spelling of percent-escapes (RFC 3986 6.2.2)', { path });
    const tracked = this.#query.filter((part) => isTrackingParameter(queryPair(part).name));
    const rest = this.#query.filter((part) => !tracked.includes(part));
    const query = rest.join('&') === '' ? [] : rest;
    this.#note('fetch', 'tracking', `dropped ${namesOf(tracked)}: they follow the visitor, not the page`, {
      query,
    });
    return this.#steps;
  }

  toIdentity(): ParsingNote[] {
    this.#begin();
    this.#note('identity', 'host case', 'names have no case', { host: this.#host.toLowerCase() });
    // Opaque URLs (mailto:, data:) have no path with segments.
    if (this.#host !== '' || this.#path.startsWith('/')) this.#reducePath();
    const sessions = this.#query.filter((part) => {
      const { name, value } = queryPair(part);
      return isSessionParameter(name, value);
    });
    const kept = this.#query.filter((part) => !sessions.includes(part) && queryPair(part).name !== '');
    this.#note('identity', 'session', `dropped ${namesOf(sessions)}: each visitor has its own`, {
      query: kept,
    });
    const spelled = this.#query.map((part) => {
      const { name, value } = queryPair(part);
      return `${normalizeQueryEscapes(name)}${value === '' ? '' : `=${normalizeQueryEscapes(value)}`}`;
    });
    this.#note('identity', 'query spelling', 'one spelling of escapes, blanks and empty values', {
      query: spelled,
    });
    this.#note('identity', 'query order', 'sorted the parameters', { query: [...this.#query].sort() });
    return this.#steps;
  }

  #reducePath(): void {
    const spelled = foldPathEscapes(this.#path);
    this.#note('identity', 'path spelling', 'one spelling of what servers decode alike', { path: spelled });
    const path = dropPathSession(this.#path);
    this.#note('identity', 'session in path', 'dropped the session id in the path', { path });
    this.#note('identity', 'double slashes', 'joined slashes in the path', { path: joinSlashes(this.#path) });
  }

  #begin(): void {
    this.#steps = [];
  }

  #note(
    part: ParsingNote['part'],
    rule: string,
    did: string,
    change: { host?: string; path?: string; query?: readonly string[]; hash?: string; lone?: string },
  ): void {
    const before = this.#href();
    this.#host = change.host ?? this.#host;
    this.#path = change.path ?? this.#path;
    this.#query = change.query ?? this.#query;
    this.#hash = change.hash ?? this.#hash;
    this.#lone = change.lone ?? this.#lone;
    const url = this.#href();
    if (url !== before) this.#steps.push({ rule, did, url, part });
  }

  #href(): string {
    const query = this.#query.length === 0 ? this.#lone : `?${this.#query.join('&')}`;
    return `${this.#origin}${this.#host}${this.#path}${query}${this.#hash}`;
  }
}

function namesOf(parts: readonly string[]): string {
  const names = [...new Set(parts.map((part) => queryPair(part).name))].filter((name) => name !== '');
  return names.length === 0 ? 'empty parameters' : names.join(', ');
}

/** Whether two URLs are one page to Webloom: the rules that made them equal, or the parts that differ. */
export function explainSame(first: string, second: string, base?: string): SameExplanation {
  const a = explainUrl(first, base);
  const b = explainUrl(second, base);
  if (a.identity === null || b.identity === null) {
    const which = a.identity === null ? first : second;
    return { same: false, reason: `${which} is not a URL`, differences: ['one of them is no URL'], a, b };
  }
  if (a.identity === b.identity) {
    const rules = [...new Set([...a.steps, ...b.steps].map(({ rule }) => rule))];
    const reason = rules.length === 0 ? 'they are the same text' : `the same page by: ${rules.join(', ')}`;
    return { same: true, reason, differences: [], a, b };
  }
  const differences = differencesOf(new URL(a.identity), new URL(b.identity));
  return { same: false, reason: `two pages: ${differences.join('; ')}`, differences, a, b };
}

function differencesOf(a: URL, b: URL): string[] {
  const differences: string[] = [];
  if (a.protocol !== b.protocol) differences.push(`scheme ${a.protocol} and ${b.protocol}`);
  if (a.host !== b.host) differences.push(`host ${a.host} and ${b.host}${hostHint(a.hostname, b.hostname)}`);
  if (a.pathname !== b.pathname)
    differences.push(`path ${a.pathname} and ${b.pathname}${pathHint(a.pathname, b.pathname)}`);
  differences.push(...queryDifferences(a.search, b.search));
  return differences.length === 0 ? ['their spelling'] : differences;
}

function hostHint(a: string, b: string): string {
  return a.replace(/^www\./, '') === b.replace(/^www\./, '')
    ? ' (www. may lead elsewhere; a redirect or a canonical link joins them)'
    : '';
}

function pathHint(a: string, b: string): string {
  if (a.replace(/\/$/, '') === b.replace(/\/$/, ''))
    return ' (a final slash may make a difference to the server)';
  return a.toLowerCase() === b.toLowerCase() ? ' (paths have case)' : '';
}

function queryDifferences(a: string, b: string): string[] {
  const inA = a
    .slice(1)
    .split('&')
    .filter((part) => part !== '');
  const inB = b
    .slice(1)
    .split('&')
    .filter((part) => part !== '');
  const only = (here: readonly string[], there: readonly string[]) =>
    here.filter((part) => !there.includes(part));
  const [onlyA, onlyB] = [only(inA, inB), only(inB, inA)];
  if (onlyA.length + onlyB.length === 0) {
    return inA.length === inB.length ? [] : ['a parameter is there more often'];
  }
  const tell = (parts: readonly string[]): string =>
    parts.length === 0 ? 'nothing' : parts.slice(0, 5).join(', ');
  return [`query has ${tell(onlyA)} and ${tell(onlyB)}`];
}
