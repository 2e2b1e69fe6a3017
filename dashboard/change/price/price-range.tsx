// The time a price chart shows: presets in the address, so that a link shows the same.
import type { ReactNode } from 'react';
import { useSearchText, withSearch } from '../../api/search-text.ts';
import { serverNow } from '../../api/server-clock.ts';
import { LinkTabs } from '../../ui/tabs.tsx';
import { DAY_MS, MINUTE_MS } from '../../../domain/system/duration.ts';

const RANGES = [
  ['7d', '7 days', 7],
  ['30d', '30 days', 30],
  ['90d', '90 days', 90],
  ['all', 'All', null],
] as const;

export interface PriceRange {
  readonly name: string;
  /** Query of the series; the beginning is a whole minute, so that a screen asks once. */
  readonly query: { readonly from?: string; readonly bucket: 'raw' | '1d' };
}

export function usePriceRange(): PriceRange {
  const search = useSearchText();
  const [name, , days] = RANGES.find(([key]) => key === search['range']) ?? RANGES[3];
  if (days === null) return { name, query: { bucket: 'raw' } };
  const from = Math.floor((serverNow() - days * DAY_MS) / MINUTE_MS) * MINUTE_MS;
  return { name, query: { from: new Date(from).toISOString(), bucket: 'raw' } };
}

export function RangeTabs({ current }: { readonly current: string }): ReactNode {
  const search = useSearchText();
  return (
    <LinkTabs
      label="Time that is shown"
      tabs={RANGES.map(([key, name]) => ({
        name,
        current: key === current,
        to: '.',
        search: withSearch(search, { range: key }),
      }))}
    />
  );
}
