// The part of the import map that is about backups.
import type { ImportRow } from './import-row.ts';

export const BACKUP_ROWS: readonly ImportRow[] = [
  {
    path: 'domain/backup',
    may: ['domain/blob', 'domain/delivery', 'domain/errors.ts'],
    mayType: ['domain/clock.ts', 'domain/lock'],
  },
  { path: 'domain/backup/schema.ts', npm: ['zod'] },
  { path: 'adapters/backup', may: ['domain'], node: 'all' },
];
