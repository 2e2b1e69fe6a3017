// Indexes of the use of limits. Each names what it serves.
import type { Db } from 'mongodb';

export async function usage(db: Db): Promise<void> {
  await db.collection('usage').createIndexes([
    { key: { heldSince: 1 }, sparse: true }, // monitor: holds of work that may be gone
    { key: { endsAt: 1 }, sparse: true }, // monitor: periods that are long over
  ]);
  await db.collection('runs').createIndex({ workspaceId: 1, createdAt: 1 }); // pages of a month, when counting begins
}
