// A stored change as the words of a run speak of it.
import type { RunChange } from '../change/words/run-change.ts';
import { priceMoveWords } from '../price/track.ts';
import type { Change, PricePoint } from './page.ts';
import { isFrameOnly } from './told-together.ts';

export function toRunChange(change: Change): RunChange {
  const { url, title, kind, severity, summary, detail, siteWide = null } = change;
  const { blocks, fields } = detail;
  return { url, title, kind, severity, summary, blocks, fields, frameOnly: isFrameOnly(change), siteWide };
}

type PriceSeen = Pick<PricePoint, 'url' | 'name' | 'minor' | 'currency'> & {
  /** Absent: it is the first price of the page. */
  readonly beforeMinor?: number | undefined;
};

/** A price that a rule about prices found, as if it were a change of its page. */
export function toPriceChange({ url, name, minor, currency, beforeMinor }: PriceSeen): RunChange {
  const moved =
    beforeMinor === undefined ? '' : priceMoveWords({ minor: beforeMinor, currency }, { minor, currency });
  const facts = { blocks: [], fields: [], frameOnly: false, siteWide: null };
  return { url, title: name, kind: 'price', severity: 'notable', summary: moved, ...facts };
}
