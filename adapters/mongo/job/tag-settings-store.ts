// Settings of tags in MongoDB: at most two hundred of a workspace, each compare-and-set on its version.
import type { Db } from 'mongodb';
import type { TagSettings, TagSettingsStore } from '../../../domain/config/tag-settings/tag-settings.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('tagSettings', {
  _id: 'string',
  workspaceId: 'string',
  tag: 'string',
  settings: 'object',
  priority: 'number',
  version: 'number',
});

export function createTagSettingsStore(db: Db): TagSettingsStore {
  const all = db.collection<TagSettings>('tagSettings');
  return {
    async list(workspaceId) {
      const found = all.find({ workspaceId, removed: false }).sort({ tag: 1 });
      return checkedAll(await found.toArray(), SHAPE);
    },
    async get(workspaceId, tag) {
      return checkedOrNull(await all.findOne({ workspaceId, tag }), SHAPE);
    },
    async of(workspaceId, tags) {
      const found = all.find({ workspaceId, tag: { $in: [...tags] }, removed: false }).sort({ tag: 1 });
      return checkedAll(await found.toArray(), SHAPE);
    },
    async save(settings, version) {
      if (version === null) return insertOnce(all, settings);
      const { _id, ...set } = settings;
      return (await all.replaceOne({ _id, version }, set)).matchedCount > 0;
    },
    async due(limit) {
      const found = all
        .find({ due: { $gt: '' } })
        .sort({ _id: 1 })
        .limit(limit);
      return checkedAll(await found.toArray(), SHAPE);
    },
    async told(id, due) {
      const gone = await all.deleteOne({ _id: id, due, removed: true });
      if (gone.deletedCount === 0) await all.updateOne({ _id: id, due }, { $set: { due: null } });
    },
  };
}
