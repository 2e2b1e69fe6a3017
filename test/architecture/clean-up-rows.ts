// The part of the import map that is about keeping and cleaning up.
import type { ImportRow } from './import-row.ts';

export const CLEAN_UP_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/clean-up',
    may: ['domain/blob', 'domain/control', 'domain/errors.ts', 'domain/event', 'domain/lock', 'domain/mend'],
    mayType: ['domain/clock.ts', 'domain/job', 'domain/page'],
  },
  { path: 'domain/clean-up/schema.ts', npm: ['zod'] },
  {
    path: 'domain/clean-up/passes.ts',
    may: ['domain/clean-up', 'domain/clean-up/packed', 'domain/clean-up/rows', 'domain/limit'],
    mayType: ['domain/job'],
  },
  {
    path: 'domain/clean-up/packed',
    may: [
      'domain/clean-up',
      'domain/errors.ts',
      'domain/owned-id.ts',
      'domain/run',
      'domain/stage',
      'domain/store',
    ],
    mayType: ['domain/blob', 'domain/clock.ts', 'domain/page', 'domain/removal'],
  },
  { path: 'domain/clean-up/rows', may: ['domain/clean-up'], mayType: ['domain/clock.ts'] },
];
