// The part of the import map that is about backups.
import type { ImportRow } from './import-row.ts';

export const BACKUP_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/upkeep/backup',
    may: [
      'domain/system/blob',
      'domain/alert/delivery',
      'domain/system/errors.ts',
      'domain/system/printed-text.ts',
      'domain/system/secret',
    ],
    mayType: ['domain/system/clock.ts'],
  },
  { path: 'domain/upkeep/backup/schema.ts', npm: ['zod'] },
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
