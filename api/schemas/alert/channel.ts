// Channels as the API takes and shows them.
import { z } from 'zod';
import { givenName } from '../../../domain/config/name/schema.ts';
import { CHANNEL_KINDS } from '../../../domain/alert/channel/channel.ts';
import { channelSettingsSchema } from '../../../domain/alert/channel/schema.ts';
import { time, timeOrNull } from '../paging.ts';

export const channelParams = z.strictObject({
  channelId: z.string().min(1).max(64).describe('Id of the channel.'),
});
const name = givenName(100).trim().describe('What it is called; each name once.');
const signingKey = z.string().min(1).max(200);

export const channelInput = z
  .strictObject({
    name,
    settings: channelSettingsSchema.describe('Where messages go, by kind of receiver.'),
    signingKey: signingKey
      .optional()
      .describe(
        'For a webhook: the key of its receiver, as whsec_…; absent: one is made and told this once.',
      ),
  })
  .meta({ id: 'NewChannel' });
export const channelPatch = z
  .strictObject({
    name: name.optional(),
    settings: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Members that change (RFC 7396). A secret that is left out, or given as its mask, stays.'),
    on: z.boolean().optional().describe('false: nothing is sent to it until it is turned on again.'),
  })
  .meta({ id: 'ChannelPatch' });
export const rotationInput = z
  .strictObject({
    signingKey: signingKey.optional().describe('The new key, as whsec_…; absent: one is made.'),
    overlapHours: z
      .number()
      .min(0)
      .max(720)
      .optional()
      .describe('How long the present key signs too, in hours. Default 24.'),
  })
  .meta({ id: 'KeyRotation' });

export const channelView = z
  .object({
    channelId: z.string().describe('Id of the channel.'),
    name: z.string().describe('What it is called.'),
    kind: z.enum(CHANNEL_KINDS).describe('Kind of its receiver.'),
    settings: z.record(z.string(), z.unknown()).describe('Where messages go; secrets are masked.'),
    on: z.boolean().describe('Whether messages are sent to it.'),
    off: z
      .object({
        at: time.describe('When it was turned off, ISO 8601 in UTC.'),
        code: z.enum(['by-hand', 'gone']).describe('gone: its receiver answered 410.'),
        detail: z.string().describe('Why, and what to do.'),
      })
      .nullable()
      .describe('Why nothing is sent to it; null: it is on.'),
    lastTest: z
      .object({
        at: time.describe('When it ended, ISO 8601 in UTC.'),
        ok: z.boolean().describe('The receiver took the message.'),
        detail: z.string().describe('What it answered, or what was in the way.'),
      })
      .nullable()
      .describe('What came of the last test message; null: none was sent since its settings were changed.'),
    formerKeyUntil: timeOrNull.describe(
      'Until when the key before the present one signs too; null: it does not.',
    ),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
    updatedAt: time.describe('When it was changed last, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Channel' });
export const channelWithKey = channelView
  .extend({
    signingKey: z
      .string()
      .nullable()
      .describe('The key that its receiver verifies with, told this once; null: this kind signs nothing.'),
  })
  .meta({ id: 'ChannelWithKey' });
export const channelList = z.object({
  items: z.array(channelView).describe('Channels of the workspace, by name.'),
});

export type ChannelInput = z.input<typeof channelInput>;
export type ChannelPatchInput = z.input<typeof channelPatch>;
export type RotationInput = z.input<typeof rotationInput>;
export type ChannelView = z.infer<typeof channelView>;
export type ChannelWithKey = z.infer<typeof channelWithKey>;
