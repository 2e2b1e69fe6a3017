// The rules a workspace has from the start: confirmed changes that matter, pages that keep failing, failed runs.
import type { AlertRule, AlertRuleInput } from './alert-rule.ts';
import { firstRuleId } from './alert-rule-id.ts';

const TOLD_AT_ONCE = {
  enabled: true,
  scope: { kind: 'workspace' },
  channels: 'all',
  tellEnd: true,
  digest: 'none',
  zone: 'UTC',
  stormAfter: 5,
} as const;

const FIRST: readonly (readonly [name: string, rule: AlertRuleInput])[] = [
  [
    'changes',
    { ...TOLD_AT_ONCE, name: 'Changes that matter', when: { kind: 'change', leastSeverity: 'notable' } },
  ],
  ['pages', { ...TOLD_AT_ONCE, name: 'Pages that keep failing', when: { kind: 'pages-failing', runs: 3 } }],
  ['runs', { ...TOLD_AT_ONCE, name: 'Failed runs', when: { kind: 'run-failed' } }],
];

export function firstRules(workspaceId: string, now: Date): AlertRule[] {
  return FIRST.map(([name, rule]) => ({
    ...rule,
    _id: firstRuleId(workspaceId, name),
    workspaceId,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }));
}
