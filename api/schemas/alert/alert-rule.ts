// Alert rules as the API takes and shows them, and what trying one answers.
import { z } from 'zod';
import {
  alertRuleMembers,
  alertRulePatchSchema,
  alertRuleSchema,
} from '../../../domain/alert/rule/schema.ts';
import { time } from '../paging.ts';

export const ruleParams = z.strictObject({
  ruleId: z.string().min(1).max(100).describe('Id of the alert rule.'),
});
export const ruleQuery = z.strictObject({
  jobId: z.string().max(64).optional().describe('Only rules that look at this job.'),
});
export const ruleInput = alertRuleSchema;
export const rulePatch = alertRulePatchSchema;

export const ruleView = z
  .object({
    ruleId: z.string().describe('Id of the alert rule.'),
    ...alertRuleMembers,
    text: z.string().describe('The condition in words.'),
    version: z.number().describe('Rises with every change.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC. It tells nothing from before.'),
    updatedAt: time.describe('When it was changed last, ISO 8601 in UTC.'),
  })
  .meta({ id: 'AlertRule' });
export const ruleList = z.object({
  items: z.array(ruleView).describe('Rules of the workspace, by name.'),
});

export const tryBody = z
  .strictObject({
    rule: alertRuleSchema,
    days: z.number().int().min(1).max(90).default(30).describe('How many days are looked back.'),
  })
  .meta({ id: 'AlertRuleTrial' });
export const tryAnswer = z
  .object({
    days: z.number().describe('How many days were looked back.'),
    judged: z.number().describe('Changes, prices or runs that were judged.'),
    alerts: z.number().describe('How many of them the rule would have told.'),
    messages: z.number().describe('In how many messages, if it told at once.'),
    isCut: z.boolean().describe('There is more in these days than was looked at.'),
    examples: z
      .array(
        z.object({
          at: time.describe('When, ISO 8601 in UTC.'),
          jobId: z.string().describe('Id of the job.'),
          title: z.string().describe('What would have been told.'),
          reason: z.string().describe('Why.'),
        }),
      )
      .describe('The newest of them.'),
    note: z.string().nullable().describe('What can not be tried; null: nothing.'),
  })
  .meta({ id: 'AlertRuleTried' });

export type RuleView = z.infer<typeof ruleView>;
export type RuleInput = z.input<typeof ruleInput>;
export type TriedView = z.infer<typeof tryAnswer>;
