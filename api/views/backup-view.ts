// A backup as the API shows it.
import type { BackupRecord } from '../../domain/upkeep/backup/backup-record.ts';
import type { BackupView } from '../schemas/backup.ts';

export function toBackupView({ _id: backupId, startedAt, finishedAt, ...record }: BackupRecord): BackupView {
  return {
    backupId,
    ...record,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
  };
}
