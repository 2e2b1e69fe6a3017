// Backups that were taken, in MongoDB: a small document each, the latest of them kept.
import type { Db } from 'mongodb';
import {
  type BackupRecord,
  type BackupStore,
  KEPT_BACKUPS,
} from '../../../domain/upkeep/backup/backup-record.ts';
import { checkedAll, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('backups', { _id: 'string', finishedAt: 'date', documents: 'number' });

export function createBackupStore(db: Db): BackupStore {
  const backups = db.collection<BackupRecord>('backups');
  return {
    async note(record) {
      await insertOnce(backups, record);
      const [oldest] = await backups.find({}).sort({ _id: -1 }).skip(KEPT_BACKUPS).limit(1).toArray();
      if (oldest !== undefined) await backups.deleteMany({ _id: { $lte: oldest._id } });
    },
    async latest(limit) {
      return checkedAll(await backups.find({}).sort({ _id: -1 }).limit(limit).toArray(), SHAPE);
    },
  };
}
