// Alerts: the indexes, and the rules every workspace has from the start. What was found before has no mark of something
// to judge, so nobody is told of it.
import type { Db, IndexDescription } from 'mongodb';
import type { Workspace } from '../../../../domain/config/retention/workspace.ts';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { firstRules } from '../../../../domain/alert/rule/first-rules.ts';
import { insertMissing } from '../../driver-error.ts';

/** What the rules have not judged yet. */
const WAITING: IndexDescription = { key: { alertAt: 1, _id: 1 }, sparse: true };

const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  changes: [WAITING],
  prices: [WAITING],
  runs: [WAITING],
  alertRules: [{ key: { workspaceId: 1, name: 1, _id: 1 } }], // list of rules
  alertStates: [{ key: { jobId: 1 } }], // removal of a job
  incidents: [
    { key: { workspaceId: 1, _id: -1 } }, // list of incidents
    { key: { workspaceId: 1, state: 1, _id: -1 } }, // those in a state, and how many
    { key: { 'job.id': 1, _id: -1 } }, // those of a job
    { key: { tellAt: 1 }, sparse: true }, // what is to be told
    { key: { openKey: 1 }, unique: true, sparse: true }, // one for what lasts
    { key: { group: 1 }, sparse: true }, // storm guard
  ],
};

export async function alerts(db: Db): Promise<void> {
  for (const [collection, indexes] of Object.entries(INDEXES))
    await db.collection(collection).createIndexes([...indexes]);
  const workspaces = await db.collection<Workspace>('workspaces').find({}).toArray();
  const rules = workspaces.flatMap(({ _id }) => firstRules(_id, new Date()));
  await insertMissing(db.collection<AlertRule>('alertRules'), rules);
}
