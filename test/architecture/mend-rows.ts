// The part of the import map that is about mending what is stored.
import type { ImportRow } from './import-row.ts';

export const MEND_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/mend',
    may: ['domain/page', 'domain/price'],
    mayType: ['domain/job', 'domain/stage'],
  },
  {
    path: 'domain/control/mend',
    may: [
      'domain/alert',
      'domain/blob',
      'domain/classify',
      'domain/control',
      'domain/errors.ts',
      'domain/incident',
      'domain/mend',
      'domain/owned-id.ts',
      'domain/page',
      'domain/price',
      'domain/run',
      'domain/stage',
      'domain/store',
      'domain/url',
    ],
    mayType: ['domain/clock.ts', 'domain/job', 'domain/job/schema.ts'],
  },
];
