// Backups in memory.
import {
  type BackupRecord,
  type BackupStore,
  KEPT_BACKUPS,
} from '../../../../domain/upkeep/backup/backup-record.ts';
import { byIdDown, DocumentTable } from '../document-table.ts';

export function createBackupStore(): BackupStore {
  const backups = new DocumentTable<BackupRecord>();
  const newest = (): BackupRecord[] => backups.find(() => true, byIdDown);
  return {
    async note(record) {
      backups.insert(record);
      for (const { _id } of newest().slice(KEPT_BACKUPS)) backups.delete(_id);
    },
    async latest(limit) {
      return newest().slice(0, limit);
    },
  };
}
