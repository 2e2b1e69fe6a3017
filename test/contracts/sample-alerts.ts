// Alert rules and incidents for tests: whole and plausible, each field replaceable.
import type { AlertRule } from '../../domain/alert/rule/alert-rule.ts';
import type { Incident } from '../../domain/alert/incident/incident.ts';
import type { MaintenanceWindow } from '../../domain/alert/maintenance/maintenance-window.ts';
import { START } from './sample-documents.ts';

export function sampleRule(_id: string, fields: Partial<AlertRule> = {}): AlertRule {
  return {
    _id,
    workspaceId: 'default',
    name: 'Changes',
    enabled: true,
    scope: { kind: 'workspace' },
    when: { kind: 'change' },
    channels: 'all',
    tellEnd: true,
    digest: 'none',
    zone: 'UTC',
    stormAfter: 5,
    version: 1,
    createdAt: START,
    updatedAt: START,
    ...fields,
  };
}

export function sampleIncident(_id: string, fields: Partial<Incident> = {}): Incident {
  return {
    _id,
    workspaceId: 'default',
    ruleId: 'rule_a',
    ruleName: 'Changes',
    kind: 'change',
    lasting: false,
    state: 'open',
    v: 1,
    severity: 'warning',
    title: 'A paragraph was replaced',
    lines: [],
    reason: 'notable change: text',
    startedAt: START,
    told: 0,
    history: [],
    ...fields,
  };
}

export function sampleWindow(_id: string, fields: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  return {
    _id,
    workspaceId: 'default',
    scope: { kind: 'workspace' },
    when: { kind: 'once', from: START, until: new Date(START.getTime() + 3_600_000) },
    reason: 'The shop moves',
    changes: 'hold',
    createdBy: 'ops',
    createdAt: START,
    ...fields,
  };
}
