// The alert rules about limits and about what vanishes, for workspaces that are older than these. A step is done once, so a
// rule that somebody removed does not come back.
import type { Db } from 'mongodb';
import type { Workspace } from '../../../../domain/access/workspace.ts';
import type { AlertRule } from '../../../../domain/alert/alert-rule.ts';
import { laterRules } from '../../../../domain/alert/first-rules.ts';
import { insertMissing } from '../../driver-error.ts';

export async function addLaterRules(db: Db): Promise<void> {
  const workspaces = await db.collection<Workspace>('workspaces').find({}).toArray();
  const rules = workspaces.flatMap(({ _id }) => laterRules(_id, new Date()));
  await insertMissing(db.collection<AlertRule>('alertRules'), rules);
}
