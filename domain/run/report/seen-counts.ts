// What the pages of a run looked like, in counts: how often each field was found, of which types pages are, how large their
// bodies were. A run is compared with earlier ones by them.
export interface SeenCounts {
  /** Pages that were read. */
  readonly pages: number;
  /** By field: pages on which it was looked for, and on which it was found. */
  readonly fieldPages: Readonly<Record<string, number>>;
  readonly fieldFound: Readonly<Record<string, number>>;
  /** Pages by their type. */
  readonly types: Readonly<Record<string, number>>;
  /** Bodies that came, and their bytes unpacked; pages that were not modified bring none. */
  readonly bodies: number;
  readonly bodyBytes: number;
}

/** What one page looked like. */
export interface PageSeen {
  /** By field, whether it was found. */
  readonly fields: Readonly<Record<string, boolean>>;
  readonly type?: string;
  readonly bodyBytes?: number;
}

export function countSeen(pages: readonly PageSeen[]): SeenCounts {
  const names = (wanted: boolean): Record<string, number>[] =>
    pages.map(({ fields }) =>
      Object.fromEntries(
        Object.entries(fields)
          .filter(([, isFound]) => isFound || !wanted)
          .map(([name]) => [name, 1]),
      ),
    );
  const bodies = pages.flatMap(({ bodyBytes }) => (bodyBytes === undefined ? [] : [bodyBytes]));
  return {
    pages: pages.length,
    fieldPages: sumByName(names(false)),
    fieldFound: sumByName(names(true)),
    types: sumByName(pages.map(({ type }) => (type === undefined ? {} : { [type]: 1 }))),
    bodies: bodies.length,
    bodyBytes: bodies.reduce((sum, bytes) => sum + bytes, 0),
  };
}

export function sumSeen(all: readonly SeenCounts[]): SeenCounts {
  const total = (of: (seen: SeenCounts) => number): number => all.reduce((sum, seen) => sum + of(seen), 0);
  return {
    pages: total(({ pages }) => pages),
    fieldPages: sumByName(all.map(({ fieldPages }) => fieldPages)),
    fieldFound: sumByName(all.map(({ fieldFound }) => fieldFound)),
    types: sumByName(all.map(({ types }) => types)),
    bodies: total(({ bodies }) => bodies),
    bodyBytes: total(({ bodyBytes }) => bodyBytes),
  };
}

/** A map, because a field may be called `constructor`, which every object has. */
export function sumByName(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const counts of all)
    for (const [name, n] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + n);
  return Object.fromEntries(sums);
}
