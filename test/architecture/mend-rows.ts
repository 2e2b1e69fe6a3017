// The part of the import map that is about mending what is stored.
import type { ImportRow } from './import-row.ts';

export const MEND_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/upkeep/mend',
    may: ['domain/page', 'domain/price'],
    mayType: ['domain/job', 'domain/run/stage'],
  },
  {
    path: 'domain/upkeep/mend-run',
    may: [
      'domain/alert',
      'domain/system/blob',
      'domain/reading/kind',
      'domain/job/verb',
      'domain/system/errors.ts',
      'domain/alert/incident',
      'domain/upkeep/mend',
      'domain/system/owned-id.ts',
      'domain/page',
      'domain/price',
      'domain/run',
      'domain/run/stage',
      'domain/run/visit',
      'domain/web/url',
    ],
    mayType: ['domain/system/clock.ts', 'domain/job', 'domain/config/schema.ts'],
  },
];
