// The prices of a product's variants as its page shows them in rows: the one that is asked for, and what all of them cost.
import type { Element } from 'domhandler';
import type { PriceRole, VariantPrices } from '../../page/parsed-page.ts';
import { variantRange } from './variant-range.ts';
import { variantRow } from './variant-row.ts';

interface Shown {
  readonly element: Element;
  readonly raw: string;
  readonly role: PriceRole;
  readonly score: number;
  readonly order: number;
}

export interface RowPrice<One extends Shown> {
  readonly one: One;
  readonly isSelected: boolean;
}

/** By the series of rows that they stand in, in the order of the page. */
export function rowPrices<One extends Shown>(found: readonly One[], hasRadios: boolean): RowPrice<One>[][] {
  const series = new Map<Element | string, RowPrice<One>[]>();
  for (const one of found.toSorted((a, b) => a.order - b.order)) {
    const row = one.role === 'price' || one.role === 'from' ? variantRow(one.element, hasRadios) : null;
    if (row === null) continue;
    const rows = series.get(row.series) ?? [];
    rows.push({ one, isSelected: row.isSelected });
    series.set(row.series, rows);
  }
  return [...series.values()].filter((rows) => rows.length > 1);
}

/** What a price of another variant is worth of the chosen one's. */
const OTHER_VARIANT = 0.85;

/** Of the prices of a product's variants the selected one is asked for, else the first: it gets the best score of them. */
export function chosenOfVariants<One extends Shown>(
  found: readonly One[],
  series: readonly RowPrice<One>[][],
): readonly One[] {
  const scores = new Map<One, number>();
  for (const rows of series) {
    const best = Math.max(...rows.map(({ one }) => one.score));
    const chosen = rows.find(({ isSelected }) => isSelected) ?? rows[0];
    for (const row of rows) scores.set(row.one, row === chosen ? best : row.one.score * OTHER_VARIANT);
  }
  return found.map((one) => {
    const score = scores.get(one);
    return score === undefined || score === one.score ? one : { ...one, score };
  });
}

/** What the first rows cost that differ. */
export function shownVariants<One extends Shown>(
  series: readonly RowPrice<One>[][],
): VariantPrices | undefined {
  return series
    .map((rows) =>
      variantRange(
        'variants',
        rows.map(({ one }) => one.raw),
      ),
    )
    .find((range) => range !== undefined);
}
