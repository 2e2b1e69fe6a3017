// Incidents as the API shows them, and their verbs.
import { z } from 'zod';
import { ALERT_KINDS } from '../../../domain/alert/rule/alert-rule.ts';
import { MESSAGE_SEVERITIES } from '../../../domain/alert/rule/message.ts';
import { INCIDENT_STATES } from '../../../domain/alert/incident/lifecycle.ts';
import { choices, cursor, limit, pageOf, time, timeOrNull } from '../paging.ts';
import { rolledBackView } from '../run/mend.ts';

export const incidentParams = z.strictObject({
  incidentId: z.string().min(1).max(100).describe('Id of the incident.'),
});
export const incidentQuery = z.strictObject({
  limit,
  cursor,
  state: choices(INCIDENT_STATES),
  ruleId: z.string().max(100).optional().describe('Only of this alert rule.'),
  jobId: z.string().max(64).optional().describe('Only of this job.'),
});
export const snoozeBody = z
  .strictObject({
    minutes: z.number().int().min(1).max(43_200).describe('For how long nobody is told.'),
  })
  .meta({ id: 'Snooze' });

export const incidentView = z
  .object({
    incidentId: z.string().describe('Id of the incident.'),
    ruleId: z.string().describe('Id of the alert rule.'),
    ruleName: z.string().describe('What the rule was called then.'),
    kind: z.enum(ALERT_KINDS).describe('What the rule looks at.'),
    lasting: z
      .boolean()
      .describe('true: it lasts until it is well again; false: a change or price, over once it was told.'),
    state: z.enum(INCIDENT_STATES).describe('open, acknowledged, snoozed or resolved.'),
    severity: z.enum(MESSAGE_SEVERITIES).describe('info, warning or critical.'),
    title: z.string().describe('What happened.'),
    lines: z.array(z.string()).describe('More of it.'),
    reason: z.string().describe('Why the rule told it.'),
    alsoBy: z
      .array(
        z.object({
          ruleId: z.string().describe('Id of the alert rule.'),
          ruleName: z.string().describe('What it was called then.'),
          reason: z.string().describe('Why it would have told it.'),
        }),
      )
      .describe('Other rules that found it and keep silent, because this one tells their channels as soon.'),
    job: z
      .object({ jobId: z.string().describe('Id of the job.'), name: z.string().describe('Its name.') })
      .nullable()
      .describe('The job; null: none.'),
    runId: z.string().nullable().describe('Id of the run; null: none.'),
    changeId: z.string().nullable().describe('Id of the change; null: none.'),
    url: z.string().nullable().describe('Address of the page; null: of none, or of many.'),
    gathered: z.number().nullable().describe('How many changes it stands for; null: for one.'),
    startedAt: time.describe('When it happened, ISO 8601 in UTC.'),
    resolvedAt: timeOrNull.describe('When it was over; null: it is not.'),
    snoozedUntil: timeOrNull.describe('Until when nobody is told; null: it is not snoozed.'),
    told: z.number().describe('How many messages there were.'),
    lastToldAt: timeOrNull.describe('When the last one was handed over; null: none was.'),
    tellAt: timeOrNull.describe('When the next one is due; null: none is.'),
    stepsDone: z.number().describe('Steps of the rule that were done because nobody acknowledged it.'),
    stepAt: timeOrNull.describe('When the next step is due, unless somebody acknowledges it; null: none is.'),
    held: z
      .object({
        windowId: z.string().describe('Id of the maintenance window.'),
        reason: z.string().describe('Its reason.'),
        until: time.describe('When it ends, ISO 8601 in UTC.'),
      })
      .nullable()
      .describe('The maintenance window for which it was not told at its time; null: none.'),
    rolledBack: rolledBackView,
    history: z
      .array(
        z.object({
          at: time.describe('When, ISO 8601 in UTC.'),
          event: z.string().describe('What happened.'),
          by: z.string().describe('Who did it.'),
        }),
      )
      .describe('What became of it, oldest first.'),
  })
  .meta({ id: 'Incident' });
export const incidentList = pageOf(incidentView);

export const incidentCounts = z
  .object({
    open: z.number().describe('Open ones.'),
    acknowledged: z.number().describe('Those somebody has acknowledged.'),
    snoozed: z.number().describe('Those that are silent for a while.'),
  })
  .meta({ id: 'IncidentCounts' });

export type IncidentView = z.infer<typeof incidentView>;
