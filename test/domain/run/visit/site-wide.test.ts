// Which changes are the site's and which are the page's own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasher } from '../../../../adapters/clock/ids.ts';
import type { BlockChange } from '../../../../domain/change/change.ts';
import type { StoreRow } from '../../../../domain/run/stage/stage-row.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { markSiteWide, needsEarlier, siteWideOf } from '../../../../domain/run/visit/site-wide.ts';
import { CHANGED, CHEAPER, visitContext } from '../../../support/visit-context.ts';

const FOOTER: BlockChange = { op: 'replaced', path: 'footer/p', before: '© 2025', after: '© 2026' };
const own = (n: number): BlockChange => ({ op: 'added', path: 'main/p', after: `News ${n}` });

function row(
  n: number,
  blocks: readonly BlockChange[],
  more: { host?: string; cheaper?: boolean } = {},
): StoreRow {
  const url = `http://${more.host ?? 'shop.test'}/p${n}`;
  const change =
    CHANGED.verdict === 'changed' ? { ...CHANGED, change: { ...CHANGED.change, blocks } } : CHANGED;
  const price = more.cheaper === true ? { price: CHEAPER } : {};
  return decideVisit(visitContext({ scrape: { url, urlKey: `p${n}` }, rows: { change, ...price } }));
}

const marked = (rows: readonly StoreRow[]): boolean[] =>
  markSiteWide(rows, hasher).map(({ changes }) => changes.some((change) => change.siteWide !== undefined));
const some = (count: number, blocks: (n: number) => readonly BlockChange[], from = 0): StoreRow[] =>
  Array.from({ length: count }, (_, n) => row(from + n, blocks(n)));

describe('a change that many pages share', () => {
  it('is the site’s from five pages on, and of at least half of those that changed', () => {
    expect(marked(some(4, () => [FOOTER]))).toEqual(Array(4).fill(false));
    expect(marked(some(5, () => [FOOTER]))).toEqual(Array(5).fill(true));
    const half = [...some(5, () => [FOOTER]), ...some(5, (n) => [own(n)], 10)];
    expect(marked(half)).toEqual([...Array(5).fill(true), ...Array(5).fill(false)]);
    expect(marked([...half, row(30, [own(30)])])).toEqual(Array(11).fill(false));
  });

  it('is counted by host', () => {
    const rows = [...some(4, () => [FOOTER]), row(9, [FOOTER], { host: 'other.test' })];
    expect(marked(rows)).toEqual(Array(5).fill(false));
  });

  it('leaves to the page what is its own: other text, a price', () => {
    const rows = [...some(5, () => [FOOTER]), row(6, [FOOTER, own(6)]), row(7, [FOOTER], { cheaper: true })];
    const result = markSiteWide(rows, hasher);
    expect(marked(rows).slice(5)).toEqual([false, false]);
    expect(result[5]?.changes[0]?.detail.blocks.map((block) => block.siteWide !== undefined)).toEqual([
      true,
      false,
    ]);
    expect(result[6]?.changes[0]).toMatchObject({ kind: 'price' });
  });

  it('is one, whether a page shows it as replaced or as added and removed', () => {
    const apart: readonly BlockChange[] = [
      { op: 'removed', path: FOOTER.path, before: FOOTER.before ?? '' },
      { op: 'added', path: FOOTER.path, after: FOOTER.after ?? '' },
    ];
    const rows = [...some(3, () => [FOOTER]), ...some(3, () => apart, 10)];
    const [told, ...more] = siteWideOf(markSiteWide(rows, hasher).flatMap(({ changes }) => changes));
    expect(told?.changes).toHaveLength(6);
    expect(more).toEqual([]);
  });

  it('has one key in every chunk, told once', () => {
    const keys = [some(5, () => [FOOTER]), some(7, () => [FOOTER, { ...FOOTER, path: 'header/p' }], 20)].map(
      (rows) => siteWideOf(markSiteWide(rows, hasher).flatMap(({ changes }) => changes)),
    );
    expect(keys.map((list) => list.map(({ changes }) => changes.length))).toEqual([[5], [7, 7]]);
    expect(keys[1]?.map(({ key }) => key)).toContain(keys[0]?.[0]?.key);
  });
});

describe('what differs in the frames of a host’s pages alone', () => {
  const frameRow = (n: number, blocks: readonly BlockChange[]): StoreRow => {
    const framed = blocks.map((block) => ({ ...block, path: `(frame)/${block.path}` }));
    const bare = row(n, framed);
    const changes = bare.changes.map((change) => ({
      ...change,
      severity: 'minor' as const,
      detail: { ...change.detail, severity: 'minor' as const, frameOnly: true as const },
    }));
    return { ...bare, changes };
  };
  const keysOf = (rows: readonly StoreRow[]) =>
    markSiteWide(rows, hasher).flatMap(({ changes }) => changes.map(({ siteWide }) => siteWide));

  it('is one of the site, though each page differs in another way', () => {
    const rows = Array.from({ length: 6 }, (_, n) => frameRow(n, [own(n), own(n + 10)]));
    expect(new Set(keysOf(rows)).size).toBe(1);
    const [told, ...more] = siteWideOf(markSiteWide(rows, hasher).flatMap(({ changes }) => changes));
    expect(told?.changes).toHaveLength(6);
    expect(more).toEqual([]);
    expect(keysOf(rows.slice(0, 4))).toEqual(Array(4).fill(undefined));
  });

  it('has the same key where many pages share a part of it, and in every chunk', () => {
    const same = Array.from({ length: 5 }, (_, n) => frameRow(n, [FOOTER]));
    const other = Array.from({ length: 5 }, (_, n) => frameRow(n + 20, [own(n)]));
    expect(new Set([...keysOf(same), ...keysOf(other)]).size).toBe(1);
  });

  it('has its key on a page, too, that has no frame and the same in its body', () => {
    const same = Array.from({ length: 5 }, (_, n) => frameRow(n, [FOOTER, own(n)]));
    const whole = row(9, [FOOTER]);
    expect(new Set(keysOf([...same, whole])).size).toBe(1);
    const [told, ...more] = siteWideOf(
      markSiteWide([...same, whole], hasher).flatMap(({ changes }) => changes),
    );
    expect(told?.changes).toHaveLength(6);
    expect(more).toEqual([]);
  });

  it('is no more than evidence where the body of the page differs, too', () => {
    const rows = [...Array.from({ length: 5 }, (_, n) => frameRow(n, [FOOTER])), row(9, [own(9)])];
    expect(keysOf(rows).at(-1)).toBeUndefined();
  });
});

describe('a chunk with few pages of a host', () => {
  const changesOf = (rows: readonly StoreRow[]) => rows.flatMap(({ changes }) => changes);
  const isMarked = (rows: readonly StoreRow[], earlier: readonly StoreRow[]): boolean =>
    changesOf(markSiteWide(rows, hasher, changesOf(earlier))).some(({ siteWide }) => siteWide !== undefined);

  it('is judged with what the run found before', () => {
    const two = some(2, () => [FOOTER], 20);
    expect(isMarked(two, [])).toBe(false);
    expect(
      isMarked(
        two,
        some(2, () => [FOOTER]),
      ),
    ).toBe(false);
    expect(
      isMarked(
        two,
        some(3, () => [FOOTER]),
      ),
    ).toBe(true);
    expect(
      isMarked(
        two,
        some(9, (n) => [own(n)]),
      ),
    ).toBe(false);
  });

  it('counts a page once that is decided again', () => {
    const three = some(3, () => [FOOTER]);
    expect(isMarked(three, three)).toBe(false);
  });

  it('asks for that only where it changes something', () => {
    expect(needsEarlier([])).toBe(false);
    expect(needsEarlier(some(3, () => []))).toBe(false);
    expect(needsEarlier(some(3, () => [FOOTER]))).toBe(true);
    expect(needsEarlier(some(20, () => [FOOTER]))).toBe(false);
  });
});

describe('marking', () => {
  it('changes nothing but marks, whatever the chunk, and the same when it is done again', () => {
    const blocks = fc.array(fc.constantFrom(FOOTER, own(1), own(2), { ...FOOTER, op: 'moved' as const }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(blocks, { maxLength: 14 }), (pages) => {
        const rows = pages.map((list, n) => row(n, list));
        const once = markSiteWide(rows, hasher);
        expect(markSiteWide(once, hasher)).toEqual(once);
        const bare = JSON.parse(
          JSON.stringify(once, (name, value: unknown) => (name === 'siteWide' ? undefined : value)),
        ) as unknown;
        expect(bare).toEqual(JSON.parse(JSON.stringify(rows)));
      }),
    );
  });
});
