// The part of the import map that is about telling: what is told, to which channels, and how it gets there.
import type { ImportRow } from './import-row.ts';

export const ALERT_ROWS: readonly ImportRow[] = [
  { path: 'domain/alert' },
  { path: 'domain/delivery', may: ['domain/run'], mayType: ['domain/alert', 'domain/clock.ts'] },
];
