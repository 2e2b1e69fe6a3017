// The part of the import map that is about runs and when they begin.
import type { ImportRow } from './import-row.ts';

export const RUN_ROWS: readonly ImportRow[] = [
  // The words of workflows: no library behind them, croner for the use cases alone.
  {
    path: 'domain/run',
    may: [
      'domain/disk',
      'domain/emergency',
      'domain/host',
      'domain/limit',
      'domain/owned-id.ts',
      'domain/politeness',
      'domain/schedule',
    ],
    mayType: [
      'domain/agent',
      'domain/clock.ts',
      'domain/dependent',
      'domain/job',
      'domain/job/schema.ts',
      'domain/mend',
    ],
  },
  {
    path: 'domain/schedule',
    may: ['domain/errors.ts'],
    mayType: ['domain/job'],
    npm: ['croner'],
  },
  {
    path: 'domain/schedule/phrase',
    may: ['domain/errors.ts', 'domain/schedule'],
    mayType: ['domain/job'],
    npm: ['cronstrue', 'fastest-levenshtein'],
  },
  { path: 'domain/schedule/schema.ts', may: ['domain/schedule'], npm: ['zod'] },
];
