// The part of the import map that is about keeping and cleaning up.
import type { ImportRow } from './import-row.ts';

export const CLEAN_UP_ROWS: readonly ImportRow[] = [
  { path: 'domain/clean-up', may: ['domain/errors.ts'] },
  { path: 'domain/clean-up/schema.ts', npm: ['zod'] },
];
