// Prices in words and small marks: whether one is low, how it moved, whether it can be bought.
import type { ReactNode } from 'react';
import type { PriceSummaryView } from '../../../api/schemas/price.ts';
import type { ProductView } from '../../../api/schemas/price-series.ts';
import { formatPercent } from '../../ui/appearance/format.ts';
import { stockTone, stockWord } from '../../ui/stock-words.ts';

type Level = PriceSummaryView['level']['level'];

const LEVELS: Readonly<Record<Level, { readonly word: string; readonly tone: string }>> = {
  low: { word: 'Low', tone: 'var(--st-running)' },
  typical: { word: 'Typical', tone: 'var(--ink-2)' },
  high: { word: 'High', tone: 'var(--st-paused)' },
  unknown: { word: 'Too early to say', tone: 'var(--ink-3)' },
};

export function LevelChip({ level }: { readonly level: ProductView['level'] }): ReactNode {
  const { word, tone } = LEVELS[level.level];
  if (level.level === 'unknown')
    return (
      <span title={level.words} className="text-s whitespace-nowrap text-ink-3">
        too early to say
      </span>
    );
  return (
    <span
      title={level.words}
      className="inline-block rounded-s border px-1.5 text-s font-[540] whitespace-nowrap"
      style={{ color: tone, borderColor: `color-mix(in srgb, ${tone} 45%, transparent)` }}
    >
      {word}
    </span>
  );
}

/** Cheaper is good for who buys; the sign says it too. */
export function Percent({ value }: { readonly value: number }): ReactNode {
  const tone = value < 0 ? 'text-running' : value > 0 ? 'text-paused' : 'text-ink-3';
  return <span className={`whitespace-nowrap ${tone}`}>{formatPercent(value)}</span>;
}

/** What its variants cost, below the price of the one that the page shows. */
export function Variants({ variants }: Pick<ProductView, 'variants'>): ReactNode {
  if (variants === null) return null;
  return <span className="block text-s font-normal text-ink-3">{variants.words}</span>;
}

export function Stock({ availability }: { readonly availability: string }): ReactNode {
  return (
    <span className="inline-flex items-center gap-1.5 text-s whitespace-nowrap text-ink-2">
      <i className="size-2 rounded-full" style={{ background: stockTone(availability) }} />
      {stockWord(availability)}
    </span>
  );
}
