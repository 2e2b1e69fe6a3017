// The part of the import map that is about limits of workspaces.
import type { ImportRow } from './import-row.ts';

export const LIMIT_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/job/limit',
    may: ['domain/system/errors.ts', 'domain/job', 'domain/run', 'domain/config/schedule', 'domain/web/url'],
    mayType: ['domain/system/access', 'domain/system/clock.ts'],
  },
  {
    path: 'domain/job/limit/schema.ts',
    may: ['domain/system/errors.ts', 'domain/system/fault.ts', 'domain/system/issue-words.ts'],
    npm: ['zod'],
  },
];
