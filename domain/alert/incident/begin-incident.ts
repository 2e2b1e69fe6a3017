// A new incident: of a moment (a change, a price), or of something that lasts.
import type { AlertRule } from '../rule/alert-rule.ts';
import type { MessageSeverity } from '../rule/message.ts';
import { tellingTime } from '../rule/telling-time.ts';
import type { Hasher } from '../../system/clock.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { incidentGroup, incidentId, openKey } from './incident-id.ts';
import { given } from '../../system/given.ts';

export interface IncidentFacts {
  readonly rule: AlertRule;
  /** When it happened: a part of the id, so the same for every repeat. */
  readonly at: Date;
  readonly now: Date;
  /** Of a change or a price: since when it waits to be told. */
  readonly knownAt?: Date;
  readonly severity: MessageSeverity;
  readonly title: string;
  readonly lines: readonly string[];
  readonly reason: string;
  readonly subject: IncidentSubject;
  /** Until when it waits for a sentence of a language model; absent: it does not. */
  readonly awaits?: Date;
}

/** `subjectId`: the change or the price point. */
export function beginMoment(
  facts: IncidentFacts,
  subjectId: string,
  runId: string,
  hasher: Hasher,
): Incident {
  const { rule, at } = facts;
  return {
    ...begin(facts, incidentId(at, [rule._id, subjectId], hasher)),
    lasting: false,
    group: incidentGroup(rule._id, runId),
  };
}

/** Of something that is over already when it is noticed: told once. */
export function beginPast(facts: IncidentFacts, subjectId: string, hasher: Hasher): Incident {
  return { ...begin(facts, incidentId(facts.at, [facts.rule._id, subjectId], hasher)), lasting: false };
}

/** Longest that a gathering waits for the end of its run. */
const GATHERING_MS = 15 * 60_000;

/** Stands for the further changes or prices of a run; it is told when the run has ended, or after a while. */
export function beginGathering(facts: IncidentFacts, key: string, runId: string, hasher: Hasher): Incident {
  const waits = new Date(facts.now.getTime() + GATHERING_MS);
  const own = beginMoment(facts, key, runId, hasher);
  return { ...own, gathers: true, tellAt: tellingTime(facts.rule, waits) };
}

/** `subject` lasts under one key; `cause` tells this time from others. */
export function beginLasting(
  facts: IncidentFacts,
  { subject, cause }: { readonly subject: string; readonly cause: string },
  hasher: Hasher,
): Incident {
  const { rule, at } = facts;
  return {
    ...begin(facts, incidentId(at, [rule._id, subject, cause], hasher)),
    lasting: true,
    openKey: openKey(rule.when.kind, rule._id, subject),
  };
}

function begin(facts: IncidentFacts, _id: string): Omit<Incident, 'lasting'> {
  const { rule, at, now, knownAt, severity, title, lines, reason, subject } = facts;
  return {
    _id,
    workspaceId: rule.workspaceId,
    ruleId: rule._id,
    ruleName: rule.name,
    kind: rule.when.kind,
    state: 'open',
    v: 1,
    severity,
    title,
    lines,
    reason,
    startedAt: at,
    ...given({ knownAt }),
    told: 0,
    next: 'begin',
    ...tellingAt(facts),
    history: [{ at: now, event: 'begin', by: 'monitor' }],
    ...subject,
  };
}

/** A digest or quiet hours may hold it back for longer than the sentence takes. */
function tellingAt({ rule, now, awaits }: IncidentFacts): Pick<Incident, 'tellAt' | 'awaits'> {
  const tellAt = tellingTime(rule, now);
  if (awaits === undefined || tellAt >= awaits) return { tellAt };
  return { tellAt: awaits, awaits: { until: awaits, tellAt } };
}
