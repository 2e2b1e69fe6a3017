// The rooms of domain/ and dashboard/ from the bottom up. A file imports from its own room and from those before it.
import { dirname } from 'node:path';
import type { SourceFile, SourceImport } from './read-sources.ts';

export const DOMAIN_ROOMS = [
  // Clock, errors, ids, blobs, locks, secrets, events, processes, keys and audit.
  'system',
  // Addresses, egress guard, robots.txt, sitemaps, fetching, politeness.
  'web',
  // What a page says: words, markup, text, product, article, kind, watched part, money.
  'reading',
  // Offers, what is remembered of a price, price rules.
  'price',
  // Differences, noise, rules of a job that hold a change back.
  'change',
  // Documents of a page: snapshots, changes, price points, templates.
  'page',
  // What a user writes: schema, checks, schedule, dependents, gates, selectors.
  'config',
  // One execution: flow, plan, dispatch, rows of the stages, how a visit ends, report, degradation.
  'run',
  // The job's document, its verbs, limits, lists, search, preview, outlook, holds.
  'job',
  // Components of the whole, queues, scaling, overview.
  'health',
  // Rules, incidents, channels, deliveries, maintenance windows, the sweep.
  'alert',
  // Clean-up, backup, removal, roll-back and re-parse, dead letters, emergency, the tally.
  'upkeep',
] as const;

export const DASHBOARD_ROOMS = [
  // Requests, what the address holds, the event stream.
  'api',
  // What screens are built of.
  'ui',
  // What can be asked of a job, a run, stored data.
  'verb',
  // The nouns.
  'change',
  'run',
  'alert',
  'job',
  'operation',
  'settings',
  // Routes, rail, palette, login.
  'frame',
] as const;

/** Pure libraries, each beside the noun that needs it. */
export const DOMAIN_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  cheerio: ['reading/html'],
  croner: ['config/schedule'],
  cronstrue: ['config/schedule/phrase'],
  'css-select': ['reading/part/field'],
  'csv-parse': ['reading/part/filter', 'upkeep/import/table'],
  diff: ['change/diff'],
  domhandler: ['reading'],
  domutils: ['reading/html', 'reading/markup', 'reading/part'],
  'encoding-sniffer': ['web/fetch'],
  entities: ['reading'],
  'fastest-levenshtein': ['config/schedule/phrase', 'job/search'],
  fflate: ['reading/content/archive'],
  htmlparser2: ['reading/content/document', 'reading/html', 'upkeep/import', 'web/sitemap'],
  'ical.js': ['reading/part/filter'],
  'iconv-lite': ['web/fetch', 'web/url'],
  'ipaddr.js': ['system/net'],
  'jsonpath-rfc9535': ['reading/part/query'],
  otpauth: ['config/login'],
  re2js: ['reading/part'],
  tldts: ['web/url'],
  yaml: ['upkeep/import/webchanges'],
  // Schema files alone; another test holds that.
  zod: ['alert', 'config', 'job/limit', 'job/preview/ask', 'price/rule', 'upkeep/backup'],
};

/** Types may be known elsewhere too. */
const TYPE_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  domhandler: ['config/login', 'config/selector', 'job/preview'],
};

/** -1: in none of them. */
function roomIndex(rooms: readonly string[], top: string, path: string): number {
  const [first, room, ...rest] = path.split('/');
  return first === top && rest.length > 0 ? rooms.findIndex((name) => name === room) : -1;
}

/** What another room has that stands above its own. */
function isUpwards(
  rooms: readonly string[],
  top: string,
  path: string,
  { kind, target }: SourceImport,
): boolean {
  if (kind !== 'own' || !target.startsWith(`${top}/`)) return false;
  const other = roomIndex(rooms, top, target);
  return other === -1 || other > roomIndex(rooms, top, path);
}

function isPackageAllowed(path: string, { target, typeOnly }: SourceImport): boolean {
  const allowed = [...(DOMAIN_PACKAGES[target] ?? []), ...(typeOnly ? (TYPE_PACKAGES[target] ?? []) : [])];
  return allowed.some((folder) => path.startsWith(`domain/${folder}/`));
}

export function wrongInDomain({ path, imports }: SourceFile): string[] {
  if (roomIndex(DOMAIN_ROOMS, 'domain', path) === -1)
    return [`${path}: is in none of the rooms ${DOMAIN_ROOMS.join(', ')}`];
  return imports
    .filter((one) => {
      if (one.kind === 'npm') return !isPackageAllowed(path, one);
      return (
        one.kind === 'node' ||
        !one.target.startsWith('domain/') ||
        isUpwards(DOMAIN_ROOMS, 'domain', path, one)
      );
    })
    .map(({ target }) => `${path} imports ${target}`);
}

/** Which other parts of the repository it may import says the table. Its entry and its configuration stand in no room. */
export function wrongInDashboard({ path, imports }: SourceFile): string[] {
  if (/^dashboard\/[^/]+$/.test(path)) return [];
  if (roomIndex(DASHBOARD_ROOMS, 'dashboard', path) === -1)
    return [`${path}: is in none of the rooms ${DASHBOARD_ROOMS.join(', ')}`];
  return imports
    .filter((one) => isUpwards(DASHBOARD_ROOMS, 'dashboard', path, one))
    .map(({ target }) => `${path} imports ${target}`);
}

/** Folders beside each other that import each other round about, at every level: `parent: one, other`. */
export function knots(sources: readonly SourceFile[]): string[] {
  const levels = new Set(sources.flatMap(({ path }) => parents(path)));
  return [...levels].toSorted().flatMap((level) => knotsIn(level, sources));
}

function parents(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...parents(folder)];
}

function knotsIn(level: string, sources: readonly SourceFile[]): string[] {
  const roomOf = (path: string): string | null => {
    if (!path.startsWith(`${level}/`)) return null;
    const [room, ...rest] = path.slice(level.length + 1).split('/');
    return rest.length > 0 && room !== undefined ? room : null;
  };
  const arrows = new Map<string, Set<string>>();
  for (const { path, imports } of sources) {
    const from = roomOf(path);
    if (from === null) continue;
    const to = imports.flatMap(({ target, kind }) => (kind === 'own' ? (roomOf(target) ?? []) : []));
    arrows.set(from, new Set([...(arrows.get(from) ?? []), ...to.filter((room) => room !== from)]));
  }
  const tied = [...arrows.keys()].filter((room) => reached(room, arrows).has(room));
  return tied.length === 0 ? [] : [`${level}: ${tied.toSorted().join(', ')}`];
}

function reached(from: string, arrows: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let room = open.pop(); room !== undefined; room = open.pop())
    for (const next of arrows.get(room) ?? [])
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
  return seen;
}
