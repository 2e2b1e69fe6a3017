// Deliveries as the API shows them.
import { z } from 'zod';
import { MESSAGE_KINDS, MESSAGE_SEVERITIES } from '../../../domain/alert/rule/message.ts';
import { CHANNEL_KINDS } from '../../../domain/alert/channel/channel.ts';
import { ATTEMPT_RESULTS } from '../../../domain/alert/delivery/judge-answer.ts';
import { DELIVERY_STATES } from '../../../domain/alert/delivery/lifecycle.ts';
import { choices, cursor, limit, pageOf, time, timeOrNull } from '../paging.ts';

export const deliveryParams = z.strictObject({
  deliveryId: z.string().min(1).max(64).describe('Id of the delivery.'),
});
export const deliveryQuery = z.strictObject({
  limit,
  cursor,
  state: choices(DELIVERY_STATES),
  channel: z.string().min(1).max(64).optional().describe('Only what went to the channel with this id.'),
  jobId: z.string().min(1).max(64).optional().describe('Only what is about this job.'),
  incident: z.string().min(1).max(200).optional().describe('Only what is about the incident with this id.'),
});

export const deliveryView = z
  .object({
    deliveryId: z.string().describe('Id of the delivery; webhooks get it as webhook-id.'),
    state: z.enum(DELIVERY_STATES).describe('waiting: it is tried; dead: it was given up.'),
    channelId: z.string().describe('Id of the channel it goes to.'),
    channelName: z
      .string()
      .nullable()
      .describe('What the channel is called; null: it is not there any more.'),
    channelKind: z
      .enum(CHANNEL_KINDS)
      .nullable()
      .describe('Kind of the channel; null: it is not there any more.'),
    kind: z
      .enum(MESSAGE_KINDS)
      .describe('What the message is: begin, reminder, escalation, end of an incident, digest, test.'),
    severity: z.enum(MESSAGE_SEVERITIES).describe('How much it matters.'),
    title: z.string().describe('What happened, in one line.'),
    path: z.string().describe('Where the dashboard shows it.'),
    jobId: z.string().nullable().describe('Id of the job it is about; null: it is about none.'),
    incidentId: z.string().nullable().describe('Id of the incident it is about; null: it is about none.'),
    round: z.number().describe('1, and one more for each time it was sent again by hand.'),
    tries: z.number().describe('Attempts of this round.'),
    nextAt: timeOrNull.describe('When it is tried next, ISO 8601 in UTC; null: now, or never again.'),
    detail: z
      .string()
      .nullable()
      .describe('What it waits for, or what came of the last attempt, in words; null: there was none yet.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
    updatedAt: time.describe('When it was moved last, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Delivery' });

const attempt = z.object({
  at: time.describe('When, ISO 8601 in UTC.'),
  round: z.number().describe('Round it belongs to.'),
  no: z.number().describe('Its number in the round, from 1.'),
  tookMs: z.number().describe('How long it took, ms.'),
  request: z
    .object({
      method: z.string().describe('Method; MAIL for a mail.'),
      address: z.string().describe('Where it went, without secrets.'),
      body: z.string().describe('Beginning of its body, without secrets.'),
    })
    .nullable()
    .describe('What was sent; null: it did not come to a request.'),
  status: z.number().nullable().describe('Status of the answer; null: there was none.'),
  answer: z.string().describe('Beginning of the answer, as text.'),
  result: z.enum(ATTEMPT_RESULTS).describe('failed: it may be tried again; refused, gone: it is not.'),
  detail: z.string().describe('What came of it, in words, with what to do.'),
});
export const deliveryDetail = deliveryView
  .extend({ attempts: z.array(attempt).describe('Its latest attempts, oldest first.') })
  .meta({ id: 'DeliveryDetail' });
export const deliveryList = pageOf(deliveryView);

export type DeliveryView = z.infer<typeof deliveryView>;
export type DeliveryDetailView = z.infer<typeof deliveryDetail>;
