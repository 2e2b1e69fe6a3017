// Indexes for channels and deliveries. Each names what it serves.
import type { Db, IndexDescription } from 'mongodb';

const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  channels: [{ key: { workspaceId: 1, name: 1 } }], // channels: all of a workspace, by name
  deliveries: [
    { key: { workspaceId: 1, _id: -1 } }, // deliveries: newest first
    { key: { workspaceId: 1, state: 1, _id: -1 } }, // deliveries: the failed ones
    { key: { channelId: 1, _id: -1 } }, // channel: what was sent to it
    { key: { 'message.job.id': 1, _id: -1 }, sparse: true }, // job: what was told of it
    { key: { 'message.incidentId': 1, _id: -1 }, sparse: true }, // incident: who was told
    { key: { state: 1, updatedAt: 1 } }, // monitor: those that nothing carries
    { key: { createdAt: 1 } }, // monitor: those that are old
  ],
};

export async function channels(db: Db): Promise<void> {
  for (const [collection, indexes] of Object.entries(INDEXES))
    await db.collection(collection).createIndexes([...indexes]);
}
