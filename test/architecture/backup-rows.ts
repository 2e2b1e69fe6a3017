// The part of the import map that is about backups.
import type { ImportRow } from './import-row.ts';

export const BACKUP_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/backup',
    may: ['domain/blob', 'domain/delivery', 'domain/errors.ts', 'domain/printed-text.ts', 'domain/secret'],
    mayType: ['domain/clock.ts'],
  },
  { path: 'domain/backup/schema.ts', npm: ['zod'] },
  {
    path: 'cli/backup',
    may: [
      'adapters/backup',
      'adapters/blobs',
      'adapters/clock',
      'adapters/env',
      'adapters/file',
      'adapters/mongo',
      'adapters/secrets',
      'cli/stack',
      'domain',
    ],
    npm: ['mongodb'],
    node: 'all',
  },
  { path: 'adapters/backup', may: ['adapters/file', 'domain'], node: 'all' },
];
