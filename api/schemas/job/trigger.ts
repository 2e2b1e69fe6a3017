// Triggers of a job as the API takes and shows them: addresses that start it.
import { z } from 'zod';
import { links, time, timeOrNull } from '../paging.ts';

export const triggerParams = z.strictObject({
  jobId: z.string().min(1).max(64).describe('Id of the job.'),
  triggerId: z.string().min(1).max(100).describe('Id of the trigger.'),
});
export const triggerInput = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .describe('Who or what sends to it; a run that it starts tells it.'),
  })
  .meta({ id: 'NewTrigger', examples: [{ name: 'deploys' }] });

export const triggerView = z
  .object({
    triggerId: z.string().describe('Id of the trigger; no secret.'),
    jobId: z.string().describe('The job that it starts.'),
    name: z.string().describe('Who or what sends to it.'),
    state: z.enum(['active', 'revoked']).describe('Whether it works.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
    createdBy: z.string().describe('Name of the caller that made it.'),
    lastUsedAt: timeOrNull.describe('When it was used last, ISO 8601 in UTC; null: never.'),
    revokedAt: timeOrNull.describe('When it was revoked; null: it was not.'),
  })
  .meta({ id: 'JobTrigger' });
export const triggerList = z.object({
  items: z.array(triggerView).describe('The triggers of the job, oldest first; revoked ones, too.'),
});
export const createdTrigger = triggerView
  .extend({
    token: z.string().describe('The token. It is told this once; a hash of it is stored.'),
    url: z.string().describe('The address to send to, with the token in it.'),
  })
  .meta({ id: 'CreatedTrigger' });

export const tokenParams = z.strictObject({
  token: z.string().min(1).max(100).describe('The token of the trigger.'),
});
/** Senders have bodies of their own; nothing of them is read. */
export const triggerBody = z.unknown().describe('Any JSON, or nothing: it is not read.');
export const triggerAnswer = z
  .object({
    jobId: z.string().describe('The job.'),
    state: z.string().describe('State of the job.'),
    runId: z.string().nullable().describe('The run that was started; null: the start waits.'),
    waitsFor: z
      .string()
      .nullable()
      .describe('The run whose end the start waits for; null: it does not wait.'),
    note: z.string().nullable().describe('What has to be known of it, in words; null: nothing.'),
    links,
  })
  .meta({ id: 'TriggerAnswer' });

export type TriggerView = z.infer<typeof triggerView>;
export type TriggerList = z.infer<typeof triggerList>;
export type CreatedTrigger = z.infer<typeof createdTrigger>;
