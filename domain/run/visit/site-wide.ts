// Changes of a site's template: the same block changed in the same way on many pages of a host is one change
// of the site, not one of each page; so is whatever differs in the frames of many of its pages alone. It is decided
// when a chunk's outcome file is made, so a replay finds the same marks. The key is the same in every chunk, so a run
// tells the change once.
import { frameKey } from '../../change/words/run-change.ts';
import { isFrameOnly } from '../../page/told-together.ts';
import { plainPath } from '../../reading/html/place-mark.ts';
import type { BlockChange } from '../../change/change.ts';
import type { Hasher } from '../../system/clock.ts';
import type { Change } from '../../page/page.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { urlHost } from '../../web/url/key.ts';

/** On fewer pages the same text may be news that happens to be on each of them. */
const MIN_PAGES = 5;
/** Least share of the host's changed pages that show the block. */
const MIN_SHARE = 0.5;

/**
 * Keys of what came and of what went in a block, separately: the same edit is a replaced block on one page
 * but an added and a removed block on another, depending on what else differs there. The key of what came is
 * the first.
 */
function keysOf(host: string, { op, path, before, after }: BlockChange, hasher: Hasher): string[] {
  const key = (sign: string, text: string): string =>
    hasher.sha256(JSON.stringify([host, sign, plainPath(path), text])).slice(0, 16);
  if (op === 'moved') return [key('~', after ?? '')];
  return [
    ...(after === undefined ? [] : [key('+', after)]),
    ...(before === undefined ? [] : [key('-', before)]),
  ];
}

/** A chunk with fewer changed pages than this is judged together with the run's earlier changes. */
export const SMALL_CHUNK = 4 * MIN_PAGES;

export function needsEarlier(rows: readonly StoreRow[]): boolean {
  const changed = rows.filter(({ changes }) => changes.some(({ detail }) => detail.blocks.length > 0)).length;
  return changed > 0 && changed < SMALL_CHUNK;
}

/**
 * Marks block changes that many pages share, and the changes that consist of nothing else. `earlier`: changes
 * of the same run that are stored already, because a slow host has few pages in each chunk.
 */
export function markSiteWide(
  rows: readonly StoreRow[],
  hasher: Hasher,
  earlier: readonly Change[] = [],
): StoreRow[] {
  const keys = siteWideKeys(rows, hasher, earlier);
  const framed = hostsWithFrames(rows, earlier, hasher);
  if (keys.size === 0 && framed.size === 0) return [...rows];
  return rows.map((row) => {
    if (row.changes.length === 0) return row;
    const keeps = row.prices.some((point) => point.changed);
    return { ...row, changes: row.changes.map((change) => mark(change, keys, { hasher, keeps, framed })) };
  });
}

/** Hosts of which the frame alone differs on many pages, alike or not, and the keys of what differs there. */
function hostsWithFrames(
  rows: readonly StoreRow[],
  earlier: readonly Change[],
  hasher: Hasher,
): ReadonlyMap<string, ReadonlySet<string>> {
  const hosts = new Map<string, { pages: number; readonly keys: Set<string> }>();
  for (const [url, changes] of changesByPage(rows, earlier)) {
    const framed = changes.filter(isFrameOnly);
    if (framed.length === 0) continue;
    const host = urlHost(url);
    const known = hosts.get(host) ?? { pages: 0, keys: new Set() };
    hosts.set(host, known);
    known.pages += 1;
    for (const block of framed.flatMap(({ detail }) => detail.blocks))
      for (const key of keysOf(host, block, hasher)) known.keys.add(key);
  }
  return new Map([...hosts].flatMap(([host, { pages, keys }]) => (pages >= MIN_PAGES ? [[host, keys]] : [])));
}

/** Changes by page, each page once: a chunk that is decided again may have stored its pages already. */
function changesByPage(
  rows: readonly StoreRow[],
  earlier: readonly Change[],
): Map<string, readonly Change[]> {
  const byPage = new Map<string, readonly Change[]>(earlier.map((change) => [change.url, [change]]));
  for (const { url, changes } of rows) if (changes.length > 0) byPage.set(url, changes);
  return byPage;
}

function siteWideKeys(
  rows: readonly StoreRow[],
  hasher: Hasher,
  earlier: readonly Change[],
): ReadonlySet<string> {
  const changed = new Map<string, number>();
  const counts = new Map<string, { host: string; pages: number }>();
  for (const [url, changes] of changesByPage(rows, earlier)) {
    const blocks = changes.flatMap(({ detail }) => detail.blocks);
    if (blocks.length === 0) continue;
    const host = urlHost(url);
    changed.set(host, (changed.get(host) ?? 0) + 1);
    // A block that stands on the page twice counts as one page.
    for (const key of new Set(blocks.flatMap((block) => keysOf(host, block, hasher)))) {
      const seen = counts.get(key);
      if (seen === undefined) counts.set(key, { host, pages: 1 });
      else seen.pages += 1;
    }
  }
  const wide = [...counts].filter(
    ([, { host, pages }]) => pages >= MIN_PAGES && pages >= (changed.get(host) ?? 0) * MIN_SHARE,
  );
  return new Set(wide.map(([key]) => key));
}

interface MarkOptions {
  readonly hasher: Hasher;
  /** The page's price moved: its change is told for the page, even if the template changed too. */
  readonly keeps: boolean;
  readonly framed: ReadonlyMap<string, ReadonlySet<string>>;
}

function mark(change: Change, keys: ReadonlySet<string>, options: MarkOptions): Change {
  const host = urlHost(change.url);
  const told = markBlocks(change, keys, options);
  const around = options.framed.get(host);
  if (around === undefined) return told;
  // A page that is taken for body as a whole has the frame of the others there.
  const isAround =
    told.siteWide !== undefined && told.detail.blocks.every(({ siteWide = '' }) => around.has(siteWide));
  return isAround || isFrameOnly(change) ? { ...told, siteWide: frameKey(host) } : told;
}

function markBlocks(change: Change, keys: ReadonlySet<string>, { hasher, keeps }: MarkOptions): Change {
  const host = urlHost(change.url);
  const marked = change.detail.blocks.map((block) => {
    const own = keysOf(host, block, hasher);
    const [key] = own;
    return key !== undefined && own.every((each) => keys.has(each)) ? { ...block, siteWide: key } : block;
  });
  // A removed block takes the key of the first added one, so that both are told together.
  const came = marked.find(({ after, siteWide }) => after !== undefined && siteWide !== undefined)?.siteWide;
  const blocks = marked.map((block) =>
    block.siteWide === undefined || block.after !== undefined || came === undefined
      ? block
      : { ...block, siteWide: came },
  );
  const first = blocks.find((block) => block.siteWide !== undefined)?.siteWide;
  if (first === undefined) return change;
  const isAll = blocks.every((block) => block.siteWide !== undefined) && change.detail.fields.length === 0;
  const hasRules = change.rules !== undefined;
  const isOwn = keeps || hasRules || change.kind === 'availability' || change.kind === 'page-type';
  const detail = { ...change.detail, blocks };
  return isAll && !isOwn ? { ...change, detail, siteWide: first } : { ...change, detail };
}

export interface SiteWideChange {
  readonly key: string;
  readonly host: string;
  readonly block: BlockChange;
  /** Changes that contain this block and no change of their page alone. */
  readonly changes: readonly Change[];
}

/** The site-wide block changes among these changes, each key once. */
export function siteWideOf(changes: readonly Change[]): SiteWideChange[] {
  const found = new Map<string, { host: string; block: BlockChange; changes: Change[] }>();
  for (const change of changes) {
    if (change.siteWide === undefined) continue;
    const own = keyedBlocks(change);
    for (const [key, block] of own) {
      if (key === undefined) continue;
      const known = found.get(key);
      if (known === undefined) found.set(key, { host: urlHost(change.url), block, changes: [change] });
      else known.changes.push(change);
    }
  }
  return [...found].map(([key, one]) => ({ key, ...one }));
}

/** What stands around the text is one, however many blocks of it differ. */
function keyedBlocks({ siteWide, detail, url }: Change): ReadonlyMap<string | undefined, BlockChange> {
  const [first] = detail.blocks;
  if (first !== undefined && siteWide === frameKey(urlHost(url))) return new Map([[siteWide, first]]);
  return new Map(detail.blocks.map((block) => [block.siteWide, block]));
}
