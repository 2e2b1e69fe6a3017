// One name of a view on each screen, held by an index: two who save the same name at once can not both have it. And the
// indexes by which bulk actions are listed and those at work are found.
import type { Db } from 'mongodb';
import type { SavedView } from '../../../../domain/job/list/saved-view.ts';

export async function viewsAndBulkActions(db: Db): Promise<void> {
  await tellApart(db);
  await db.collection('savedViews').createIndex({ workspaceId: 1, screen: 1, name: 1 }, { unique: true });
  await db.collection('bulkActions').createIndexes([
    { key: { workspaceId: 1, _id: -1 } }, // bulk actions: the latest
    { key: { finishedAt: 1, _id: 1 } }, // bulk actions: those at work
  ]);
}

/** Before there was the index, one name could be saved twice: the later view gets its id behind the name. */
async function tellApart(db: Db): Promise<void> {
  const views = db.collection<SavedView>('savedViews');
  const known = new Set<string>();
  for await (const { _id, workspaceId, screen, name } of views.find({}).sort({ _id: 1 })) {
    const key = JSON.stringify([workspaceId, screen, name]);
    if (known.has(key)) await views.updateOne({ _id }, { $set: { name: `${name} (${_id})` } });
    known.add(key);
  }
}
