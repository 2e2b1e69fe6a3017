// The start links of a job as the API takes and shows them: addresses that start it.
import { z } from 'zod';
import { givenName } from '../../../domain/config/name/schema.ts';
import { links, time, timeOrNull } from '../paging.ts';

export const startLinkParams = z.strictObject({
  jobId: z.string().min(1).max(64).describe('Id of the job.'),
  triggerId: z.string().min(1).max(100).describe('Id of the start link.'),
});
export const startLinkInput = z
  .strictObject({
    name: givenName(60).trim().describe('Who or what sends to it; a run that it starts tells it.'),
  })
  .meta({ id: 'NewStartLink', examples: [{ name: 'deploys' }] });

export const startLinkView = z
  .object({
    triggerId: z.string().describe('Id of the start link; no secret.'),
    jobId: z.string().describe('The job that it starts.'),
    name: z.string().describe('Who or what sends to it.'),
    state: z.enum(['active', 'revoked']).describe('Whether it works.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
    createdBy: z.string().describe('Name of the caller that made it.'),
    lastUsedAt: timeOrNull.describe('When it was used last, ISO 8601 in UTC; null: never.'),
    revokedAt: timeOrNull.describe('When it was revoked; null: it was not.'),
  })
  .meta({ id: 'StartLink' });
export const startLinkList = z.object({
  items: z.array(startLinkView).describe('The start links of the job, oldest first; revoked ones, too.'),
});
export const createdStartLink = startLinkView
  .extend({
    token: z.string().describe('The token. It is told this once; a hash of it is stored.'),
    url: z.string().describe('The address to send to, with the token in it.'),
  })
  .meta({ id: 'CreatedStartLink' });

export const tokenParams = z.strictObject({
  token: z.string().min(1).max(100).describe('The token of the start link.'),
});
/** Senders have bodies of their own; nothing of them is read. */
export const startLinkBody = z.unknown().describe('Any JSON, or nothing: it is not read.');
export const startLinkAnswer = z
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
  .meta({ id: 'StartLinkAnswer' });

export type StartLinkView = z.infer<typeof startLinkView>;
export type CreatedStartLink = z.infer<typeof createdStartLink>;
