// The audit as the API shows it.
import { z } from 'zod';
import { AUDIT_RESULTS } from '../../../domain/system/audit/audit-entry.ts';
import { choices, cursor, limit, pageOf, time } from '../paging.ts';

export const auditQuery = z.strictObject({
  limit,
  cursor,
  actor: z.string().min(1).max(100).optional().describe('Only this caller: name of a key, open, operator.'),
  action: z.string().min(1).max(100).optional().describe('Only this operation, as in pauseJob.'),
  subject: z.string().min(1).max(150).optional().describe('Only what concerns this id: of a job, run, key …'),
  result: choices(AUDIT_RESULTS),
  since: z.iso.datetime().optional().describe('Only entries from this time on, ISO 8601 in UTC.'),
});

const auditEntry = z
  .object({
    auditId: z.string().describe('Id of the entry.'),
    at: time.describe('When, ISO 8601 in UTC.'),
    actor: z.string().describe('Name of the key; `operator`, `open`, or `nobody` at a failed login.'),
    keyId: z.string().nullable().describe('Id of the key; null: there is no stored key behind it.'),
    how: z
      .enum(['open', 'key', 'session', 'operator-key', 'trigger', 'rule', 'nobody'])
      .describe(
        'How the caller was known: by a key, a login, the operator’s key, a start link of a job (`trigger`), as an alert rule, or not at all.',
      ),
    program: z
      .enum(['browser', 'command', 'other'])
      .describe('What sent it, by its user agent: a browser, the webloom command, another program.'),
    action: z.string().describe('Name of the operation of the API.'),
    means: z.string().describe('What the operation does, in words.'),
    subjectId: z.string().nullable().describe('Id of what it was done to; null: of nothing in particular.'),
    subjectName: z.string().nullable().describe('What that was called then.'),
    address: z.string().describe('Address it came from.'),
    userAgent: z.string().describe('What the program calls itself, cut.'),
    result: z.enum(AUDIT_RESULTS).describe('done; refused: by a rule; failed: by Webloom.'),
    status: z.number().describe('HTTP status of the answer.'),
    code: z.string().nullable().describe('Code of the problem; null: there was none.'),
    changes: z
      .array(
        z.object({
          member: z.string().describe('Names from the outside in, as config.schedule.everyMs.'),
          before: z.string().nullable().describe('As JSON, cut, secrets masked; null: it was not there.'),
          after: z.string().nullable().describe('As JSON, cut, secrets masked; null: it is gone.'),
        }),
      )
      .describe('What changed in the configuration of a job, at most thirty members.'),
    requestId: z.string().describe('Id of the request, under which the log has it.'),
  })
  .meta({ id: 'AuditEntry' });
export const auditList = pageOf(auditEntry)
  .extend({ keptDays: z.number().describe('Entries are kept for this many days.') })
  .meta({ id: 'AuditList' });
export type AuditView = z.infer<typeof auditEntry>;
