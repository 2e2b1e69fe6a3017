// The alert rules about limits, about what vanishes and about jobs with nothing to watch, for workspaces that are older than
// these. A step is done once, so a rule that somebody removed does not come back.
import type { Db } from 'mongodb';
import type { Workspace } from '../../../../domain/config/retention/workspace.ts';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { laterRule } from '../../../../domain/alert/rule/first-rules.ts';
import { insertMissing } from '../../driver-error.ts';

export async function addLaterRules(db: Db): Promise<void> {
  await addRules(db, ['limits', 'worse']);
}

export async function addNothingRule(db: Db): Promise<void> {
  await addRules(db, ['nothing']);
}

async function addRules(db: Db, names: readonly Parameters<typeof laterRule>[2][]): Promise<void> {
  const workspaces = await db.collection<Workspace>('workspaces').find({}).toArray();
  const rules = workspaces.flatMap(({ _id }) => names.flatMap((name) => laterRule(_id, new Date(), name)));
  await insertMissing(db.collection<AlertRule>('alertRules'), rules);
}
