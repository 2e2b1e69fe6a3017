// The form of an alert rule in requests.
import { z } from 'zod';
import { CHANGE_KINDS, SEVERITIES } from '../../change/change.ts';
import { FINDING_KINDS } from '../../config/gate/finding.ts';
import { priceRuleSchema } from '../../price/rule/schema.ts';
import { givenName } from '../../config/name/schema.ts';
import { type AlertRuleInput, DIGESTS } from './alert-rule.ts';
import { ESCALATION_ACTIONS, MAX_ESCALATIONS } from './escalation.ts';

const id = z.string().min(1).max(100);
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Give a time of day, as "22:00".');
const minutes = z.number().int().min(1).max(43_200);

const scope = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('workspace').describe('All jobs of the workspace.') }),
    z.strictObject({
      kind: z.literal('job').describe('One job.'),
      jobId: id.describe('Id of the job.'),
    }),
    z.strictObject({
      kind: z.literal('tag').describe('The jobs with a tag.'),
      tag: z.string().min(1).max(40).describe('The tag.'),
    }),
  ])
  .meta({ id: 'AlertScope', description: 'Which jobs the rule looks at.' });

const when = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('change').describe('A confirmed change.'),
      kinds: z
        .array(z.enum(CHANGE_KINDS))
        .min(1)
        .optional()
        .describe('Only changes of these kinds; absent: of all.'),
      leastSeverity: z
        .enum(SEVERITIES)
        .optional()
        .describe('Only changes that matter as much, or more; absent: all.'),
      part: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe('Only changes of the field with this name, or under a heading with this text.'),
      text: z
        .string()
        .min(1)
        .max(500)
        .optional()
        .describe('Only changes with this text in what came or went, or a pattern as /sold out/i.'),
    }),
    z.strictObject({
      kind: z.literal('price').describe('A price or a stock, compared with what was told last.'),
      rule: priceRuleSchema,
    }),
    z.strictObject({
      kind: z.literal('run-failed').describe('A run that failed after its last retry, until one completes.'),
    }),
    z.strictObject({
      kind: z.literal('pages-failing').describe('Pages that fail again and again, until none does.'),
      runs: z.number().int().min(1).max(20).describe('In how many runs one after the other.'),
    }),
    z.strictObject({
      kind: z
        .literal('degraded')
        .describe('A run that went worse than those before it, until one is as usual.'),
      findings: z
        .array(z.enum(FINDING_KINDS))
        .min(1)
        .max(FINDING_KINDS.length)
        .optional()
        .describe('Only findings of these kinds; absent: of all.'),
    }),
    z.strictObject({
      kind: z
        .literal('nothing-to-watch')
        .describe(
          'A job of which no page is there, whose part fits nothing, or of which a field is on no page, until it has something to watch.',
        ),
    }),
    z.strictObject({
      kind: z.literal('no-run').describe('A run that was due and has not begun, until one does.'),
      afterMinutes: minutes.describe('How long after it was due.'),
    }),
    z.strictObject({
      kind: z
        .literal('host-blocked')
        .describe('A host of a job that only fails or refuses, until it answers.'),
      afterMinutes: minutes.default(2).describe('How long it has done so; 2 if absent.'),
    }),
    z.strictObject({
      kind: z
        .literal('health')
        .describe(
          'A part of Webloom itself that is not well, until it is. Rules of the default workspace alone.',
        ),
      parts: z
        .array(z.string().min(1).max(100))
        .min(1)
        .max(20)
        .optional()
        .describe('Only these kinds or ids of parts of GET /v1/health, as queue, disk, broker; absent: all.'),
      afterMinutes: minutes.default(2).describe('How long it has not been well; 2 if absent.'),
    }),
    z.strictObject({
      kind: z.literal('limit-near').describe('A limit of the plan of the workspace, until less is in use.'),
      percent: z.number().int().min(1).max(100).default(80).describe('How much of the limit is in use.'),
    }),
  ])
  .meta({ id: 'AlertCondition', description: 'What is worth telling.' });

const step = z
  .union([
    z.strictObject({
      afterMinutes: minutes.describe('After the first message; more than the step before.'),
      channels: z
        .union([z.literal('all'), z.array(id).min(1).max(20)])
        .describe('Ids of the channels that are told then, or all.'),
    }),
    z.strictObject({
      afterMinutes: minutes.describe('After the first message; more than the step before.'),
      action: z
        .enum(ESCALATION_ACTIONS)
        .describe(
          'pause-job: the job is paused; pause-host: its host is, for all runs. The rule’s channels are told.',
        ),
    }),
  ])
  .meta({ id: 'EscalationStep', description: 'What follows when nobody has acknowledged by then.' });

const members = {
  name: givenName(100).trim().describe('What it is called in messages and lists.'),
  enabled: z.boolean().describe('false: nobody is told by it.'),
  scope,
  when,
  channels: z
    .union([z.literal('all'), z.array(id).max(20)])
    .describe('Ids of the channels that are told, or all: each channel the workspace has.'),
  remindMinutes: minutes
    .optional()
    .describe('Tell again after so many minutes, until somebody acknowledges it; absent: told once.'),
  steps: z
    .array(step)
    .min(1)
    .max(MAX_ESCALATIONS)
    .optional()
    .describe('What follows while nobody acknowledges it, one after the other; absent: nothing.'),
  tellEnd: z.boolean().describe('Whether it is told, too, when a failure is over.'),
  digest: z
    .enum(DIGESTS)
    .describe('none: told at once; hour, day: what came within it is one message, at its end.'),
  quietHours: z
    .strictObject({
      from: timeOfDay.describe('When they begin.'),
      to: timeOfDay.describe('When they end; what waited is told then.'),
    })
    .optional()
    .describe('Times of day in which nobody is told; absent: none.'),
  zone: z.string().min(1).max(60).describe('Time zone of quiet hours and digests, as Europe/Berlin.'),
  stormAfter: z
    .number()
    .int()
    .min(1)
    .max(100)
    .describe('Of one run so many changes are told one by one; the others are one message at its end.'),
};

export const alertRuleSchema = z
  .strictObject({
    ...members,
    enabled: members.enabled.default(true),
    scope: scope.default({ kind: 'workspace' }),
    channels: members.channels.default('all'),
    tellEnd: members.tellEnd.default(true),
    digest: members.digest.default('none'),
    zone: members.zone.default('UTC'),
    stormAfter: members.stormAfter.default(5),
  })
  .meta({ id: 'NewAlertRule', description: 'An alert rule.' }) satisfies z.ZodType<AlertRuleInput>;

export const alertScopeSchema = scope;

/** As it is shown: each member is there. */
export const alertRuleMembers = members;

export const alertRulePatchSchema = z
  .strictObject({
    ...z.strictObject(members).partial().shape,
    remindMinutes: minutes.nullable().optional().describe('null: told once.'),
    quietHours: members.quietHours.unwrap().nullable().optional().describe('null: none.'),
    steps: members.steps.unwrap().nullable().optional().describe('null: nothing follows.'),
  })
  .meta({ id: 'AlertRulePatch', description: 'Members of an alert rule to change; null takes one away.' });

export type AlertRulePatch = z.infer<typeof alertRulePatchSchema>;
