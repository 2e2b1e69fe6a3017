// Maintenance windows in memory.
import type {
  MaintenanceStore,
  MaintenanceWindow,
} from '../../../../domain/alert/maintenance/maintenance-window.ts';
import { byIdDown, DocumentTable } from '../document-table.ts';

export function createMaintenanceStore(): MaintenanceStore {
  const windows = new DocumentTable<MaintenanceWindow>();
  return {
    async list(workspaceId) {
      return windows.find((one) => one.workspaceId === workspaceId, byIdDown);
    },
    async insert(window) {
      return windows.insert(window);
    },
    async remove(workspaceId, windowId) {
      const isThere = windows.get(windowId)?.workspaceId === workspaceId;
      if (isThere) windows.delete(windowId);
      return isThere;
    },
  };
}
