// The rules a workspace has from the start: confirmed changes that matter, pages that keep failing, what vanishes, failed
// runs, jobs with nothing to watch, limits that are near. The default workspace has one about Webloom itself, too.
import { DEFAULT_WORKSPACE } from '../../system/access/workspace-id.ts';
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
  ['limits', { ...TOLD_AT_ONCE, name: 'Limits that are near', when: { kind: 'limit-near', percent: 80 } }],
  // The ways of being worse that are not told by chance (docs/degradation.md).
  [
    'worse',
    {
      ...TOLD_AT_ONCE,
      name: 'Pages or values that vanish',
      when: { kind: 'degraded', findings: ['pages', 'field', 'page-type'] },
    },
  ],
  ['nothing', { ...TOLD_AT_ONCE, name: 'Jobs with nothing to watch', when: { kind: 'nothing-to-watch' } }],
  ['runs', { ...TOLD_AT_ONCE, name: 'Failed runs', when: { kind: 'run-failed' } }],
];

/** The operator's: customers' workspaces do not read the state of the installation. */
export function operatorRules(now: Date): AlertRule[] {
  const when = { kind: 'health', afterMinutes: 5 } as const;
  return toRules(DEFAULT_WORKSPACE, now, [
    ['health', { ...TOLD_AT_ONCE, name: 'Webloom itself is not well', when }],
  ]);
}

export function firstRules(workspaceId: string, now: Date): AlertRule[] {
  return toRules(workspaceId, now, FIRST);
}

/** One that came after the first release of alert rules: for workspaces that are older. */
export function laterRule(
  workspaceId: string,
  now: Date,
  wanted: 'limits' | 'worse' | 'nothing',
): AlertRule[] {
  return toRules(
    workspaceId,
    now,
    FIRST.filter(([name]) => name === wanted),
  );
}

function toRules(workspaceId: string, now: Date, rules: typeof FIRST): AlertRule[] {
  return rules.map(([name, rule]) => ({
    ...rule,
    _id: firstRuleId(workspaceId, name),
    workspaceId,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }));
}
