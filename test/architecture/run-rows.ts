// The part of the import map that is about runs and when they begin.
import type { ImportRow } from './import-row.ts';

export const RUN_ROWS: readonly ImportRow[] = [
  // The words of workflows: no library behind them, croner for the use cases alone.
  {
    path: 'domain/run',
    may: [
      'domain/system/disk',
      'domain/job/hold',
      'domain/job/plan',
      'domain/job/limit',
      'domain/system/owned-id.ts',
      'domain/web/politeness',
      'domain/config/schedule',
    ],
    mayType: [
      'domain/system/agent',
      'domain/system/clock.ts',
      'domain/config/dependent',
      'domain/job',
      'domain/config/schema.ts',
      'domain/upkeep/mend',
    ],
  },
  {
    path: 'domain/config/schedule',
    may: ['domain/system/errors.ts'],
    mayType: ['domain/job'],
    npm: ['croner'],
  },
  {
    path: 'domain/config/schedule/phrase',
    may: ['domain/system/errors.ts', 'domain/config/schedule'],
    mayType: ['domain/job'],
    npm: ['cronstrue', 'fastest-levenshtein'],
  },
  { path: 'domain/config/schedule/schema.ts', may: ['domain/config/schedule'], npm: ['zod'] },
];
