// Alert rules in MongoDB: at most some hundreds of a workspace.
import type { Db } from 'mongodb';
import type { AlertRule, AlertRuleStore } from '../../../domain/alert/rule/alert-rule.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';

const SHAPE = documentShape('alertRules', {
  _id: 'string',
  workspaceId: 'string',
  scope: 'object',
  when: 'object',
  enabled: 'boolean',
  createdAt: 'date',
});

export function createAlertRuleStore(db: Db): AlertRuleStore {
  const rules = db.collection<AlertRule>('alertRules');
  return {
    async list(workspaceId) {
      return checkedAll(await rules.find({ workspaceId }).sort({ name: 1, _id: 1 }).toArray(), SHAPE);
    },
    async get(ruleId) {
      return checkedOrNull(await rules.findOne({ _id: ruleId }), SHAPE);
    },
    insert(rule) {
      return insertOnce(rules, rule);
    },
    async replace({ _id, ...rule }, version) {
      return (await rules.replaceOne({ _id, version }, rule)).matchedCount > 0;
    },
    async remove(workspaceId, ruleId) {
      return (await rules.deleteOne({ _id: ruleId, workspaceId })).deletedCount > 0;
    },
    async ofKind(kind) {
      return checkedAll(await rules.find({ 'when.kind': kind, enabled: true }).toArray(), SHAPE);
    },
  };
}
