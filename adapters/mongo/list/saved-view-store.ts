// Saved views in MongoDB: at most a few hundred of a workspace.
import type { Db } from 'mongodb';
import type { SavedView, SavedViewStore } from '../../../domain/job/list/saved-view.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce, isDuplicateKey } from '../driver-error.ts';
import { given } from '../../../domain/system/given.ts';

const SHAPE = documentShape('savedViews', { _id: 'string', workspaceId: 'string', name: 'string' });

export function createSavedViewStore(db: Db): SavedViewStore {
  const views = db.collection<SavedView>('savedViews');
  return {
    async list(workspaceId, screen) {
      const filter = { workspaceId, ...given({ screen }) };
      return checkedAll(await views.find(filter).sort({ name: 1, _id: 1 }).toArray(), SHAPE);
    },
    async get(viewId) {
      return checkedOrNull(await views.findOne({ _id: viewId }), SHAPE);
    },
    async insert(view) {
      return insertOnce(views, view);
    },
    async change(workspaceId, viewId, set) {
      const own = { _id: viewId, workspaceId };
      try {
        const changed = await views.findOneAndUpdate(own, { $set: set }, { returnDocument: 'after' });
        const view = checkedOrNull(changed, SHAPE);
        return view === null ? { kind: 'gone' } : { kind: 'changed', view };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return { kind: 'name-taken' };
      }
    },
    async remove(workspaceId, viewId) {
      return (await views.deleteOne({ _id: viewId, workspaceId })).deletedCount > 0;
    },
  };
}
