// Whether a price is low, typical or high for its page: compared with the prices of the last 90 days, each weighted by
// the time it was in force.
import { formatMoney } from '../reading/money/money.ts';
import { type PricePoint, type Span, spansOf } from './price-point.ts';
import { DAY_MS } from '../system/duration.ts';

export interface PriceLevel {
  /** `unknown`: the page is known for too short a time. */
  readonly level: 'low' | 'typical' | 'high' | 'unknown';
  /** Share of the time in which more was asked, and less; 0 to 1. */
  readonly dearerShare: number;
  readonly cheaperShare: number;
  /** Days of history that were compared with. */
  readonly days: number;
  readonly words: string;
}

const WINDOW_DAYS = 90;
/** Days of history needed for a verdict. */
const MIN_DAYS = 3;
/** Share of the time that has to be dearer for a low price, or cheaper for a high one. */
const CLEAR_SHARE = 0.7;

/** Null without points in the currency of the latest one. */
export function priceLevel(points: readonly PricePoint[], now: number): PriceLevel | null {
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const last = sorted.at(-1);
  if (last === undefined) return null;
  const own = sorted.filter(({ currency }) => currency === last.currency);
  const since = Math.max(own[0]?.at ?? now, now - WINDOW_DAYS * DAY_MS);
  const spans = spansOf(own, now).filter(({ to }) => to > since);
  const days = Math.floor((now - since) / DAY_MS);
  const dearerShare = shareOf(spans, since, ({ minor }) => minor > last.minor);
  const cheaperShare = shareOf(spans, since, ({ minor }) => minor < last.minor);
  const level = levelOf({ days, dearerShare, cheaperShare });
  return {
    level,
    dearerShare,
    cheaperShare,
    days,
    words: levelInWords({ level, dearerShare, cheaperShare, days }, last),
  };
}

function shareOf(spans: readonly Span[], since: number, counts: (span: Span) => boolean): number {
  const length = ({ from, to }: Span): number => to - Math.max(from, since);
  const total = spans.reduce((sum, span) => sum + length(span), 0);
  const counted = spans.filter(counts).reduce((sum, span) => sum + length(span), 0);
  return total <= 0 ? 0 : counted / total;
}

function levelOf({
  days,
  dearerShare,
  cheaperShare,
}: Pick<PriceLevel, 'days' | 'dearerShare' | 'cheaperShare'>): PriceLevel['level'] {
  if (days < MIN_DAYS) return 'unknown';
  if (dearerShare >= CLEAR_SHARE) return 'low';
  return cheaperShare >= CLEAR_SHARE ? 'high' : 'typical';
}

function levelInWords(
  { level, dearerShare, cheaperShare, days }: Omit<PriceLevel, 'words'>,
  last: PricePoint,
): string {
  const price = formatMoney(last);
  const time = days === 1 ? 'one day' : `${days} days`;
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  switch (level) {
    case 'unknown':
      return days < 1
        ? `${price} is known for less than a day: too early to call it low or high.`
        : `${price} is known for ${time} only: too early to call it low or high.`;
    case 'low':
      return `Low: more than ${price} was asked ${percent(dearerShare)} of the last ${time}.`;
    case 'high':
      return `High: less than ${price} was asked ${percent(cheaperShare)} of the last ${time}.`;
    case 'typical':
      return dearerShare === 0 && cheaperShare === 0
        ? `Typical: ${price} was asked all of the last ${time}.`
        : `Typical: more than ${price} was asked ${percent(dearerShare)} of the last ${time}, less ${percent(cheaperShare)}.`;
  }
}
