// Maintenance windows in MongoDB: at most a hundred of a workspace.
import type { Db } from 'mongodb';
import type {
  MaintenanceStore,
  MaintenanceWindow,
} from '../../../domain/alert/maintenance/maintenance-window.ts';
import { checkedAll, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('maintenanceWindows', {
  _id: 'string',
  workspaceId: 'string',
  scope: 'object',
  when: 'object',
  reason: 'string',
});

export function createMaintenanceStore(db: Db): MaintenanceStore {
  const windows = db.collection<MaintenanceWindow>('maintenanceWindows');
  return {
    async list(workspaceId) {
      return checkedAll(await windows.find({ workspaceId }).sort({ _id: -1 }).toArray(), SHAPE);
    },
    insert: (window) => insertOnce(windows, window),
    async remove(workspaceId, windowId) {
      return (await windows.deleteOne({ _id: windowId, workspaceId })).deletedCount > 0;
    },
  };
}
