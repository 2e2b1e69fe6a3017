// The part of the import map that is about keeping and cleaning up.
import type { ImportRow } from './import-row.ts';

export const CLEAN_UP_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/clean-up',
    may: ['domain/control', 'domain/errors.ts', 'domain/lock'],
  },
  { path: 'domain/clean-up/schema.ts', npm: ['zod'] },
  { path: 'domain/clean-up/passes.ts', may: ['domain/clean-up/packed', 'domain/clean-up/rows'] },
  {
    path: 'domain/clean-up/packed',
    may: [
      'domain/clean-up',
      'domain/errors.ts',
      'domain/owned-id.ts',
      'domain/removal',
      'domain/run',
      'domain/stage',
      'domain/store',
    ],
    mayType: ['domain/blob', 'domain/clock.ts', 'domain/page'],
  },
  { path: 'domain/clean-up/rows', may: ['domain/clean-up'], mayType: ['domain/clock.ts'] },
];
