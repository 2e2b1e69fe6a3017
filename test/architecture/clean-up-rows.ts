// The part of the import map that is about keeping and cleaning up.
import type { ImportRow } from './import-row.ts';

export const CLEAN_UP_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/upkeep/clean-up',
    may: [
      'domain/system/blob',
      'domain/job/verb',
      'domain/system/errors.ts',
      'domain/system/event',
      'domain/system/lock',
      'domain/upkeep/mend',
    ],
    mayType: ['domain/system/clock.ts', 'domain/job', 'domain/page'],
  },
  { path: 'domain/config/retention/schema.ts', npm: ['zod'] },
  {
    path: 'domain/upkeep/clean-up/passes.ts',
    may: [
      'domain/upkeep/clean-up',
      'domain/upkeep/clean-up/packed',
      'domain/upkeep/clean-up/rows',
      'domain/job/limit',
    ],
    mayType: ['domain/job'],
  },
  {
    path: 'domain/upkeep/clean-up/packed',
    may: [
      'domain/upkeep/clean-up',
      'domain/system/errors.ts',
      'domain/system/owned-id.ts',
      'domain/run',
      'domain/run/stage',
      'domain/run/visit',
    ],
    mayType: ['domain/system/blob', 'domain/system/clock.ts', 'domain/page', 'domain/upkeep/removal'],
  },
  {
    path: 'domain/upkeep/clean-up/rows',
    may: ['domain/upkeep/clean-up'],
    mayType: ['domain/system/clock.ts'],
  },
];
