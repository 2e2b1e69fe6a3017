// Saved views in memory.
import type { SavedView, SavedViewStore } from '../../../domain/saved-view/saved-view.ts';
import { byId, DocumentTable } from '../document-table.ts';

export function createSavedViewStore(): SavedViewStore {
  const views = new DocumentTable<SavedView>();
  return {
    async list(workspaceId, screen) {
      return views.find(
        (one) => one.workspaceId === workspaceId && (screen === undefined || one.screen === screen),
        (a, b) => (a.name === b.name ? byId(a, b) : a.name < b.name ? -1 : 1),
      );
    },
    async get(viewId) {
      return views.get(viewId);
    },
    async insert(view) {
      views.insert(view);
    },
    async change(workspaceId, viewId, set) {
      return views.change(
        viewId,
        (one) => one.workspaceId === workspaceId,
        (one) => ({ ...one, ...set }),
      );
    },
    async remove(workspaceId, viewId) {
      const isThere = views.get(viewId)?.workspaceId === workspaceId;
      if (isThere) views.delete(viewId);
      return isThere;
    },
  };
}
