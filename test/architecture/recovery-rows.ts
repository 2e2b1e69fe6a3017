// The part of the import map that is about mending: dead letters, and what is fetched again.
import type { ImportRow } from './import-row.ts';

export const RECOVERY_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/dead-letter',
    may: ['domain/dispatch', 'domain/owned-id.ts', 'domain/page', 'domain/url'],
    mayType: ['domain/clock.ts', 'domain/delivery', 'domain/run'],
  },
];
