// Maintenance windows and what they hold back; steps of incidents; the operator's rule about Webloom itself. A step is done once, so a rule that
// somebody removed does not come back.
import type { Db, IndexDescription } from 'mongodb';
import type { AlertRule } from '../../../../domain/alert/rule/alert-rule.ts';
import { operatorRules } from '../../../../domain/alert/rule/first-rules.ts';
import { insertMissing } from '../../driver-error.ts';

const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  maintenanceWindows: [{ key: { workspaceId: 1, _id: -1 } }], // list of windows
  incidents: [
    { key: { 'held.windowId': 1 }, sparse: true }, // what a removed window lets go
    { key: { stepAt: 1 }, sparse: true }, // steps that are due
  ],
};

export async function alertEscalation(db: Db): Promise<void> {
  for (const [collection, indexes] of Object.entries(INDEXES))
    await db.collection(collection).createIndexes([...indexes]);
  await insertMissing(db.collection<AlertRule>('alertRules'), operatorRules(new Date()));
}
