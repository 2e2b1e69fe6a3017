// The part of the import map that is about telling: what is told, to which channels, and how it gets there.
import type { ImportRow } from './import-row.ts';

export const ALERT_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/alert/channel',
    may: [
      'domain/system/clip.ts',
      'domain/web/egress',
      'domain/system/errors.ts',
      'domain/system/fault.ts',
      'domain/system/issue-words.ts',
      'domain/job',
      'domain/price',
      'domain/system/secret',
    ],
    mayType: ['domain/alert', 'domain/system/clock.ts', 'domain/alert/delivery'],
  },
  { path: 'domain/alert/channel/schema.ts', npm: ['zod'] },
  {
    path: 'domain/alert/delivery',
    may: ['domain/system/errors.ts', 'domain/run'],
    mayType: ['domain/alert', 'domain/system/clock.ts'],
  },
];
