// Compares the former price a page claims ("was 199") with the prices it really asked.
import { formatMoney } from '../reading/money/money.ts';
import type { Money } from '../reading/money/money-value.ts';
import type { MemoryKind } from './rule/rule-memory.ts';
import { type PricePoint, spansOf } from './price-point.ts';
import { thirtyDayLow } from './thirty-day-low.ts';
import { DAY_MS } from '../system/duration.ts';

export interface WasPriceVerdict {
  readonly verdict: 'seen' | 'never-seen' | 'too-early';
  readonly reason: string;
}

const WINDOW_DAYS = 90;
/** Days of history needed for a verdict. */
const MIN_DAYS = 30;
/** Share of the claim that is enough, for rounded claims ("was 200" for 199.90). */
const NEARLY = 0.99;
export const HIGHEST_OF_90_DAYS: MemoryKind = { keeps: 'highest', windowMs: WINDOW_DAYS * DAY_MS };

/** What is known of the prices that were really asked. */
export interface AskedPrices {
  /** Epoch ms of the first price. */
  readonly since: number;
  /** Highest price in force, even for a moment, in the 90 days before. */
  readonly highestMinor: number;
}

/** Compares a claimed former price with the points of a page. */
export function wasPriceVerdict(points: readonly PricePoint[], was: Money, now: number): WasPriceVerdict {
  const own = points
    .filter((point) => point.currency === was.currency && point.at <= now)
    .sort((a, b) => a.at - b.at);
  const spans = spansOf(own, now).filter((span) => span.to > now - HIGHEST_OF_90_DAYS.windowMs);
  const asked = {
    since: own[0]?.at ?? now,
    highestMinor: Math.max(...spans.map((span) => span.minor)),
  };
  return claimVerdict(asked, was, now);
}

export function claimVerdict(asked: AskedPrices, was: Money, now: number): WasPriceVerdict {
  const days = Math.floor((now - asked.since) / DAY_MS);
  const claim = formatMoney(was);
  if (asked.highestMinor >= was.minor * NEARLY)
    return { verdict: 'seen', reason: `${claim} or more was asked in the last ${WINDOW_DAYS} days` };
  if (days < MIN_DAYS) {
    return {
      verdict: 'too-early',
      reason: `${claim} was not seen, but the page is known for ${days} days only`,
    };
  }
  const highest = formatMoney({ ...was, minor: asked.highestMinor });
  const told = Math.min(days, WINDOW_DAYS);
  return {
    verdict: 'never-seen',
    reason: `${claim} was never asked in the last ${told} days; the highest price was ${highest}`,
  };
}

/** What the prices before the present one say of a claimed former price. */
export interface FormerPrices {
  readonly askedWithin30Days: boolean;
  readonly askedWithin90Days: boolean;
  /**
   * Lowest price of the 30 days before the present one began; null: none is known. In the EU a reduction has to name it
   * (directive 98/6/EC, article 6a).
   */
  readonly lowestBeforeMinor: number | null;
}

/** `since`: when the present price began, epoch ms. The points are in order of time, all in the claim's currency. */
export function formerPrices(
  points: readonly PricePoint[],
  was: Money,
  { since, now }: { readonly since: number; readonly now: number },
): FormerPrices {
  const isAsked = (days: number): boolean =>
    spansOf(points, now).some(({ minor, to }) => to > now - days * DAY_MS && minor >= was.minor * NEARLY);
  const before = points.filter(({ at }) => at < since);
  return {
    askedWithin30Days: isAsked(MIN_DAYS),
    askedWithin90Days: isAsked(WINDOW_DAYS),
    lowestBeforeMinor: thirtyDayLow(before, since),
  };
}
