// Plans, and how much of its limits a workspace uses, as the API shows them.
import { z } from 'zod';
import { LIMITS } from '../../../domain/job/limit/plan.ts';
import { time, timeOrNull } from '../paging.ts';

const limitName = z.enum(LIMITS);

export const usageView = z
  .object({
    plan: z.string().describe('Name of the plan of the workspace.'),
    planIsUnknown: z
      .boolean()
      .describe('The file of plans does not name this plan any more, so the limits of `free` hold.'),
    limits: z
      .array(
        z.object({
          limit: limitName.describe('Name of the limit.'),
          label: z.string().describe('The same for people.'),
          meaning: z.string().describe('What is counted.'),
          value: z.number().nullable().describe('The limit; null: there is none.'),
          used: z.number().nullable().describe('In use now; null: it is not counted.'),
          share: z.number().nullable().describe('Used of the value, 1: all of it; null: there is no limit.'),
          level: z
            .enum(['none', 'ok', 'near', 'over'])
            .describe('near: 80 % or more; over: all of it; none: nothing to count.'),
          resetsAt: timeOrNull.describe('When the use begins at nothing again; null: it does not by itself.'),
          text: z.string().describe('The use in one sentence.'),
          remedy: z.string().describe('What can be done where the limit is met.'),
        }),
      )
      .describe('All limits, also those that the plan does not have.'),
    model: z
      .object({
        name: z.string().describe('Name of the language model.'),
        used: z.number().describe('Tokens that the workspace has used today.'),
        value: z.number().describe('What a workspace has in a day, as the operator says.'),
        resetsAt: time.describe('When the use begins at nothing again.'),
      })
      .nullable()
      .describe('The use of the language model, which no plan limits; null: none is set up.'),
  })
  .meta({ id: 'Usage' });
export type UsageView = z.infer<typeof usageView>;

export const planList = z
  .object({
    items: z
      .array(
        z.object({
          plan: z.string().describe('Name of the plan.'),
          ofNewWorkspaces: z
            .boolean()
            .describe('A workspace that is made without naming a plan has this one.'),
          limits: z
            .record(z.string(), z.number().nullable())
            .describe('Its limits by name; null: there is none.'),
        }),
      )
      .describe('Built-in plans and those of the operator.'),
  })
  .meta({ id: 'PlanList' });
export type PlanList = z.infer<typeof planList>;
