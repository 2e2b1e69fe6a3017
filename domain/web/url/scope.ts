// Which links of a crawl belong to it. A link outside the scope is counted by reason but not stored.
import { parseUrl } from './canonical.ts';
import { type Glob, matchesGlob, parseGlob } from './glob.ts';
import { registrableDomain } from './key.ts';
import { type TrapReason, trapReason } from './trap.ts';

export interface ScopeRules {
  /** Where the crawl begins; with neither `sameHost` nor `sameDomain`, hosts do not matter. */
  readonly start: string | readonly string[];
  readonly sameHost?: boolean | undefined;
  readonly sameDomain?: boolean | undefined;
  /**
   * Globs. `/docs/**` is matched against path and query, any other pattern against the whole URL (its scheme
   * may be left out). A pattern ending in `/` includes everything below it. Default: all.
   */
  readonly includePatterns?: readonly string[] | undefined;
  readonly excludePatterns?: readonly string[] | undefined;
  /** Longest distance from the start in links; the start has 0. Default: no limit. */
  readonly maxDepth?: number | undefined;
}

type ScopeReason = 'other-host' | 'other-domain' | 'not-included' | 'excluded' | 'too-far' | TrapReason;

type ScopeVerdict = { readonly in: true } | { readonly in: false; readonly reason: ScopeReason };

export interface Scope {
  readonly judge: (url: string, depth?: number) => ScopeVerdict;
  readonly inScope: (url: string, depth?: number) => boolean;
}

const INSIDE: ScopeVerdict = { in: true };

export function createScope(rules: ScopeRules): Scope {
  const starts = typeof rules.start === 'string' ? [rules.start] : rules.start;
  const hosts = new Set(starts.map((start) => parseUrl(start)?.host ?? ''));
  const domains = new Set(starts.map(registrableDomain));
  const included = (rules.includePatterns ?? []).map(urlPattern);
  const excluded = (rules.excludePatterns ?? []).map(urlPattern);
  const judge = (url: string, depth = 0): ScopeVerdict => {
    const parsed = parseUrl(url);
    if (parsed === null) return outside('not-included');
    if (rules.sameHost === true && !hosts.has(parsed.host)) return outside('other-host');
    if (rules.sameDomain === true && !domains.has(registrableDomain(url))) return outside('other-domain');
    if (rules.maxDepth !== undefined && depth > rules.maxDepth) return outside('too-far');
    const trap = trapReason(url);
    if (trap !== null) return outside(trap);
    if (excluded.some((pattern) => pattern(parsed))) return outside('excluded');
    if (included.length > 0 && !included.some((pattern) => pattern(parsed))) return outside('not-included');
    return INSIDE;
  };
  return { judge, inScope: (url, depth) => judge(url, depth).in };
}

function urlPattern(pattern: string): (url: URL) => boolean {
  const below = pattern.endsWith('/') ? `${pattern}**` : pattern;
  const glob: Glob = parseGlob(below);
  if (pattern.startsWith('/')) return (url) => matchesGlob(glob, `${url.pathname}${url.search}`);
  if (pattern.includes('://')) return (url) => matchesGlob(glob, url.href);
  return (url) => matchesGlob(glob, `${url.host}${url.pathname}${url.search}`);
}

function outside(reason: ScopeReason): ScopeVerdict {
  return { in: false, reason };
}
