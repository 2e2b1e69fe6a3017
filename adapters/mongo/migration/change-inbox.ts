// The inbox: changes get an owner and a state. What was told before there was an inbox counts as seen, so that nobody
// begins with thousands of unread changes.
import type { Db } from 'mongodb';

const OWNER = 'default';
/** Few enough that a store that does one command at a time answers others between two batches. */
const BATCH = 5_000;

interface OldChange {
  readonly _id: string;
}

export async function changeInbox(db: Db): Promise<void> {
  const changes = db.collection<OldChange>('changes');
  let after = '';
  for (;;) {
    const batch = changes.find({ _id: { $gt: after } }, { projection: { _id: 1 } }).sort({ _id: 1 });
    const ids = (await batch.limit(BATCH).toArray()).map(({ _id }) => _id);
    const last = ids.at(-1);
    if (last === undefined) break;
    const old = { _id: { $gt: after, $lte: last }, workspaceId: { $exists: false } };
    await changes.updateMany(old, { $set: { workspaceId: OWNER, inbox: 'seen' } });
    after = last;
  }
  await changes.createIndexes([
    { key: { workspaceId: 1, at: -1, _id: -1 } }, // all changes of a workspace
    { key: { workspaceId: 1, inbox: 1, at: -1, _id: -1 } }, // unread, seen, ignored
  ]);
}
