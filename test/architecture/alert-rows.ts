// The part of the import map that is about telling: what is told, to which channels, and how it gets there.
import type { ImportRow } from './import-row.ts';

export const ALERT_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/channel',
    may: [
      'domain/clip.ts',
      'domain/egress',
      'domain/errors.ts',
      'domain/fault.ts',
      'domain/issue-words.ts',
      'domain/job',
      'domain/price',
      'domain/secret',
    ],
    mayType: ['domain/alert', 'domain/clock.ts', 'domain/delivery'],
  },
  { path: 'domain/channel/schema.ts', npm: ['zod'] },
  {
    path: 'domain/delivery',
    may: ['domain/errors.ts', 'domain/run'],
    mayType: ['domain/alert', 'domain/clock.ts'],
  },
];
