// Emergency holds as the API takes and shows them.
import { z } from 'zod';
import { HOLD_KINDS } from '../../../domain/job/hold/emergency-hold.ts';
import { time, timeOrNull } from '../paging.ts';

const scope = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('job').describe('One job.'),
      jobId: z.string().min(1).max(150).describe('Id of the job.'),
    }),
    z.strictObject({
      kind: z.literal('tag').describe('All jobs of the workspace with a tag.'),
      tag: z.string().min(1).max(100).describe('The tag.'),
    }),
    z.strictObject({ kind: z.literal('workspace').describe('All jobs of the workspace of the caller.') }),
    z.strictObject({
      kind: z.literal('host').describe('One host, for the jobs of all workspaces.'),
      host: z.string().min(1).max(300).describe('As `example.com`, or `example.com:8080`.'),
    }),
    z.strictObject({
      kind: z.literal('everything').describe('All workspaces; for the default workspace alone.'),
    }),
    z.strictObject({
      kind: z
        .literal('changes')
        .describe('Read-only mode: what goes on goes on, and nobody changes anything.'),
    }),
  ])
  .describe('What is held.');

export const holdParams = z.strictObject({
  holdId: z
    .string()
    .min(1)
    .max(100)
    .describe('Id of the hold; `local`: the switch of the machine of this API.'),
});

export const holdBody = z
  .strictObject({
    scope,
    reason: z.string().trim().min(1).max(200).describe('Why, as it is shown wherever something is held.'),
    kind: z
      .enum(HOLD_KINDS)
      .default('hold')
      .describe(
        'hold: runs that go on are paused and go on when it is lifted; stop: they are ended at once.',
      ),
    silence: z.boolean().default(false).describe('Messages are kept back until it is lifted; none is lost.'),
  })
  .meta({ id: 'EmergencyOrder' });

const holdView = z
  .object({
    holdId: z.string().describe('Id of the hold.'),
    scope,
    kind: z.enum(HOLD_KINDS).describe('What becomes of runs that go on.'),
    reason: z.string().describe('Why.'),
    by: z.string().describe('Who placed it.'),
    since: time.describe('Since when it stands, ISO 8601 in UTC.'),
    isSilent: z.boolean().describe('Messages are kept back.'),
    liftedAt: timeOrNull.describe('When it was lifted; null: it stands.'),
    liftedBy: z.string().nullable().describe('Who lifted it.'),
    what: z.string().describe('What is held, in words.'),
    words: z.string().describe('All of it in one sentence.'),
    remedy: z.string().describe('How to go on.'),
  })
  .meta({ id: 'EmergencyHold' });

export const emergencyState = z
  .object({
    standing: z.array(holdView).describe('Holds in whose scope nothing is fetched, oldest first.'),
    readOnly: holdView.nullable().describe('The read-only mode that is on; null: changes are taken.'),
    lifted: z.array(holdView).describe('The last ones that were lifted, newest first.'),
    seenAt: time.describe('The present time of the server, ISO 8601 in UTC.'),
  })
  .meta({ id: 'EmergencyState' });

export const emergencyAnswer = z
  .object({
    hold: holdView.describe('The hold, as it stands now.'),
    runs: z
      .object({
        paused: z.number().describe('Runs that were paused.'),
        ended: z.number().describe('Runs that were ended.'),
        resumed: z.number().describe('Runs that go on.'),
      })
      .nullable()
      .describe(
        'What became of runs so far; null: that took too long to be told, and the monitor goes on with it.',
      ),
    couldNot: z.array(z.string()).describe('What could not be done, and who does it instead.'),
    next: z.string().describe('What goes on and what does not.'),
  })
  .meta({ id: 'EmergencyAnswer' });

export type HoldView = z.infer<typeof holdView>;
export type HoldInput = z.input<typeof holdBody>;
export type EmergencyStateView = z.infer<typeof emergencyState>;
export type EmergencyAnswer = z.infer<typeof emergencyAnswer>;
