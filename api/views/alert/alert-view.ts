// Alert rules and incidents as the API shows them.
import { toRolledBackView } from '../run/mend-view.ts';
import type { AlertRule } from '../../../domain/alert/rule/alert-rule.ts';
import type { EscalationStep } from '../../../domain/alert/rule/escalation.ts';
import { conditionWords } from '../../../domain/alert/rule/rule-words.ts';
import { asOne, toldTitle } from '../../../domain/alert/incident/incident-message.ts';
import { memberLines } from '../../../domain/alert/incident/gathered.ts';
import type { Deferral, Incident } from '../../../domain/alert/incident/incident.ts';
import type { RuleView } from '../../schemas/alert/alert-rule.ts';
import type { IncidentView } from '../../schemas/alert/incident.ts';

export function toRuleView(rule: AlertRule): RuleView {
  const { _id, workspaceId: _workspaceId, createdAt, updatedAt, channels, steps, ...members } = rule;
  return {
    ruleId: _id,
    ...members,
    channels: channels === 'all' ? 'all' : [...channels],
    when: conditionView(rule),
    ...(steps === undefined ? {} : { steps: steps.map(stepView) }),
    text: conditionWords(rule.when),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

function stepView(step: EscalationStep): NonNullable<RuleView['steps']>[number] {
  if ('action' in step) return step;
  return { ...step, channels: step.channels === 'all' ? 'all' : [...step.channels] };
}

function conditionView({ when }: AlertRule): RuleView['when'] {
  if (when.kind === 'health') {
    const { parts, ...rest } = when;
    return { ...rest, ...(parts === undefined ? {} : { parts: [...parts] }) };
  }
  if (when.kind === 'degraded')
    return { kind: 'degraded', ...(when.findings && { findings: [...when.findings] }) };
  if (when.kind !== 'change') return when;
  const { kinds, ...rest } = when;
  return { ...rest, ...(kinds === undefined ? {} : { kinds: [...kinds] }) };
}

export function toIncidentView(kept: Incident): IncidentView {
  const incident = asOne(kept);
  const { _id, ruleId, ruleName, kind, lasting, state, severity, reason, told } = incident;
  const { job, run, change, page } = incident;
  return {
    incidentId: _id,
    ruleId,
    ruleName,
    kind,
    lasting,
    state,
    severity,
    title: toldTitle(incident),
    lines: [...incident.lines, ...memberLines(incident)],
    reason,
    job: job === undefined ? null : { jobId: job.id, name: job.name },
    runId: run?.id ?? null,
    changeId: change?.id ?? null,
    url: page?.url ?? null,
    alsoBy: [...(incident.alsoBy ?? [])],
    gathered: incident.gathered ?? null,
    startedAt: incident.startedAt.toISOString(),
    resolvedAt: timeOrNull(incident.resolvedAt),
    snoozedUntil: timeOrNull(incident.snoozedUntil),
    told,
    lastToldAt: timeOrNull(incident.lastToldAt),
    tellAt: timeOrNull(incident.tellAt),
    stepsDone: incident.stepsDone ?? 0,
    stepAt: timeOrNull(incident.stepAt),
    held: incident.held === undefined ? null : deferralView(incident.held),
    rolledBack: toRolledBackView(incident.rolledBack),
    history: incident.history.map(({ at, event, by }) => ({ at: at.toISOString(), event, by })),
  };
}

function deferralView({ windowId, reason, until }: Deferral): IncidentView['held'] {
  return { windowId, reason, until: until.toISOString() };
}

function timeOrNull(time: Date | undefined): string | null {
  return time?.toISOString() ?? null;
}
