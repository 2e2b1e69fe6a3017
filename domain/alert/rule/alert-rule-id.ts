// The id of an alert rule: `rule_<ulid>`; a rule that a workspace has from the start: `rule_<workspace>.<name>`.
const PREFIX = 'rule_';

export function newAlertRuleId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

export function firstRuleId(workspaceId: string, name: string): string {
  return `${PREFIX}${workspaceId}.${name}`;
}
