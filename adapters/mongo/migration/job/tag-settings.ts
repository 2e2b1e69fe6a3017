// Indexes for the settings of tags, and for the jobs that are to be brought in line with them. Each names what it serves.
import type { Db } from 'mongodb';

export async function tagSettings(db: Db): Promise<void> {
  // All of a workspace, by tag.
  await db.collection('tagSettings').createIndex({ workspaceId: 1, tag: 1 }, { unique: true });
  // Those whose jobs are still to be told, and jobs that are to be brought in line: a few, and looked for often.
  await db.collection('tagSettings').createIndex({ due: 1 });
  await db.collection('jobs').createIndex({ settingsDue: 1 }, { sparse: true });
}
