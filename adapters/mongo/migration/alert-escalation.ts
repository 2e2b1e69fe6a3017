// The operator's rule about Webloom itself. A step is done once, so a rule that somebody removed does not come back.
import type { Db } from 'mongodb';
import type { AlertRule } from '../../../domain/alert/alert-rule.ts';
import { operatorRules } from '../../../domain/alert/first-rules.ts';
import { insertMissing } from '../driver-error.ts';

export async function alertEscalation(db: Db): Promise<void> {
  await insertMissing(db.collection<AlertRule>('alertRules'), operatorRules(new Date()));
}
