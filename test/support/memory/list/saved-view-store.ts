// Saved views in memory.
import type { SavedView, SavedViewStore } from '../../../../domain/job/list/saved-view.ts';
import { byId, DocumentTable } from '../document-table.ts';

export function createSavedViewStore(): SavedViewStore {
  const views = new DocumentTable<SavedView>();
  const isTaken = ({ _id, workspaceId, screen, name }: SavedView): boolean =>
    views.find(
      (one) =>
        one._id !== _id && one.workspaceId === workspaceId && one.screen === screen && one.name === name,
    ).length > 0;
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
      return !isTaken(view) && views.insert(view);
    },
    async change(workspaceId, viewId, set) {
      const present = views.get(viewId);
      if (present === null || present.workspaceId !== workspaceId) return { kind: 'gone' };
      const view = { ...present, ...set };
      if (isTaken(view)) return { kind: 'name-taken' };
      views.put(view);
      return { kind: 'changed', view };
    },
    async remove(workspaceId, viewId) {
      const isThere = views.get(viewId)?.workspaceId === workspaceId;
      if (isThere) views.delete(viewId);
      return isThere;
    },
  };
}
