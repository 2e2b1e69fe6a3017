// Changes of a site's template: the same block, changed in the same way on many pages of a host, is one event of the site
// and not one of each page. Decided per chunk, when its outcome file is made, so that a replay finds the same marks; the
// key is the same in every chunk, so that a run tells of it once.
import type { BlockChange } from '../change/change.ts';
import type { Hasher } from '../clock.ts';
import type { Change } from '../page/page.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { urlHost } from '../url/key.ts';

/** Fewer pages may well have had the same news. */
const MIN_PAGES = 5;
/** Of the host's changed pages. */
const MIN_SHARE = 0.5;

/**
 * What came and what went at a place of a host, each by itself: the same edit is a replaced block on one page, and one
 * added and one removed on another, depending on what else differs there. What came stands first.
 */
function keysOf(host: string, { op, path, before, after }: BlockChange, hasher: Hasher): string[] {
  const key = (sign: string, text: string): string =>
    hasher.sha256(JSON.stringify([host, sign, path, text])).slice(0, 16);
  if (op === 'moved') return [key('~', after ?? '')];
  return [
    ...(after === undefined ? [] : [key('+', after)]),
    ...(before === undefined ? [] : [key('-', before)]),
  ];
}

/** With fewer changed pages than this, a chunk is judged together with what the run found before. */
const SMALL_CHUNK = 4 * MIN_PAGES;

export function needsEarlier(rows: readonly StoreRow[]): boolean {
  const changed = rows.filter(({ changes }) => changes.some(({ detail }) => detail.blocks.length > 0)).length;
  return changed > 0 && changed < SMALL_CHUNK;
}

/**
 * Marks block changes that many pages share, and the changes that hold nothing else. `earlier` are changes of the same run
 * that are stored already: hosts that are asked slowly have few pages in a chunk.
 */
export function markSiteWide(
  rows: readonly StoreRow[],
  hasher: Hasher,
  earlier: readonly Change[] = [],
): StoreRow[] {
  const keys = siteWideKeys(rows, hasher, earlier);
  if (keys.size === 0) return [...rows];
  return rows.map((row) => {
    if (row.changes.length === 0) return row;
    const keeps = row.prices.some((point) => point.changed);
    return { ...row, changes: row.changes.map((change) => mark(change, keys, { hasher, keeps })) };
  });
}

/** Block changes by page, each page once: one of the chunk that is decided again may be stored already. */
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
    // A block that is on the page twice is still one page.
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
  /** The price of the page moved: that is told of the page, whatever its template did. */
  readonly keeps: boolean;
}

function mark(change: Change, keys: ReadonlySet<string>, { hasher, keeps }: MarkOptions): Change {
  const host = urlHost(change.url);
  const marked = change.detail.blocks.map((block) => {
    const own = keysOf(host, block, hasher);
    const [key] = own;
    return key !== undefined && own.every((each) => keys.has(each)) ? { ...block, siteWide: key } : block;
  });
  // What went is told with what came.
  const came = marked.find(({ after, siteWide }) => after !== undefined && siteWide !== undefined)?.siteWide;
  const blocks = marked.map((block) =>
    block.siteWide === undefined || block.after !== undefined || came === undefined
      ? block
      : { ...block, siteWide: came },
  );
  const first = blocks.find((block) => block.siteWide !== undefined)?.siteWide;
  if (first === undefined) return change;
  const isAll = blocks.every((block) => block.siteWide !== undefined) && change.detail.fields.length === 0;
  const isOwn = keeps || change.kind === 'availability' || change.kind === 'page-type';
  const detail = { ...change.detail, blocks };
  return isAll && !isOwn ? { ...change, detail, siteWide: first } : { ...change, detail };
}

export interface SiteWideChange {
  readonly key: string;
  readonly host: string;
  readonly block: BlockChange;
  /** Changes that hold it and nothing of their own. */
  readonly changes: readonly Change[];
}

/** The marked ones of some changes, once per key. */
export function siteWideOf(changes: readonly Change[]): SiteWideChange[] {
  const found = new Map<string, { host: string; block: BlockChange; changes: Change[] }>();
  for (const change of changes) {
    if (change.siteWide === undefined) continue;
    const own = new Map(change.detail.blocks.map((block) => [block.siteWide, block]));
    for (const [key, block] of own) {
      if (key === undefined) continue;
      const known = found.get(key);
      if (known === undefined) found.set(key, { host: urlHost(change.url), block, changes: [change] });
      else known.changes.push(change);
    }
  }
  return [...found].map(([key, one]) => ({ key, ...one }));
}
