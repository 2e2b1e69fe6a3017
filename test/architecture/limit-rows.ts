// The part of the import map that is about limits of workspaces.
import type { ImportRow } from './import-row.ts';

export const LIMIT_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/limit',
    may: ['domain/errors.ts', 'domain/job', 'domain/run', 'domain/schedule', 'domain/url'],
    mayType: ['domain/access', 'domain/clock.ts'],
  },
  {
    path: 'domain/limit/schema.ts',
    may: ['domain/errors.ts', 'domain/fault.ts', 'domain/issue-words.ts'],
    npm: ['zod'],
  },
];
