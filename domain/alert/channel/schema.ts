// The form of a channel: where messages go, one form for each kind of receiver.
import { z } from 'zod';
import { CONTROL_CHARACTERS } from '../../system/name-text.ts';

const url = z
  .string()
  .min(1)
  .max(2_048)
  .regex(/^https?:\/\//i, 'Give an address that begins with https:// (or http://).');
const secret = z.string().min(1).max(1_000);
const header = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'Give a header name: letters, digits and hyphens.')
    .describe('Name of the header.'),
  value: z
    .string()
    .max(2_000)
    .regex(new RegExp(`^[^${CONTROL_CHARACTERS}]*$`), 'Leave out line breaks and other control characters.')
    .describe('Its value; kept encrypted and never shown again.'),
});
const headers = z.array(header).max(20).default([]);
/** One address without display name, so that nothing else can get into a header. */
const mailAddress = z
  .string()
  .max(254)
  .regex(
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+$/,
    'Give one mail address, as in ops@example.com.',
  );

const webhook = z.strictObject({
  kind: z.literal('webhook').describe('A signed request by Standard Webhooks.'),
  url: url.describe('Address that takes the messages.'),
  headers: headers.describe('Added to each request.'),
});
const email = z.strictObject({
  kind: z.literal('email').describe('Mail over your own SMTP server.'),
  server: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[A-Za-z0-9.:_-]+$/, 'Give the name of the mail server, as in smtp.example.com.')
    .describe('Name or address of the SMTP server.'),
  port: z.int().min(1).max(65_535).default(587).describe('Its port: 587, 465, 25 or 2525.'),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .describe('tls: encrypted from the first byte (port 465); starttls: encrypted before anything is said.'),
  user: z.string().max(320).default('').describe('User name; empty: without a login.'),
  password: secret.optional().describe('Password of that user; kept encrypted and never shown again.'),
  from: mailAddress.describe('Address the mail comes from.'),
  to: z.array(mailAddress).min(1).max(20).describe('Who gets it.'),
});
const slack = z.strictObject({
  kind: z.literal('slack').describe('A Slack channel, by an incoming webhook.'),
  url: url.describe('Address of the incoming webhook; kept encrypted, because who has it can post.'),
});
const discord = z.strictObject({
  kind: z.literal('discord').describe('A Discord channel, by a webhook.'),
  url: url.describe('Address of the webhook; kept encrypted.'),
});
const teams = z.strictObject({
  kind: z.literal('teams').describe('A Microsoft Teams channel, by a workflow that takes adaptive cards.'),
  url: url.describe('Address of the workflow; kept encrypted.'),
});
const mattermost = z.strictObject({
  kind: z.literal('mattermost').describe('A Mattermost channel, by an incoming webhook.'),
  url: url.describe('Address of the incoming webhook; kept encrypted.'),
});
const telegram = z.strictObject({
  kind: z.literal('telegram').describe('A Telegram chat, by a bot.'),
  url: url.default('https://api.telegram.org').describe('Server of the bot API.'),
  token: z
    .string()
    .max(200)
    .regex(/^[\w:-]+$/, 'Give the token as BotFather wrote it, as in 123456:ABC-DEF.')
    .describe('Token of the bot; kept encrypted.'),
  chat: z
    .string()
    .max(100)
    .regex(/^(-?\d+|@\w+)$/, 'Give the id of the chat (digits), or @name of a channel.')
    .describe('Id of the chat, or @name of a public channel.'),
});
const ntfy = z.strictObject({
  kind: z.literal('ntfy').describe('A topic of ntfy.'),
  url: url.default('https://ntfy.sh').describe('Address of the server.'),
  topic: z
    .string()
    .regex(/^[-\w]{1,64}$/, 'Give the name of a topic: letters, digits, - and _.')
    .describe('Name of the topic.'),
  token: secret.optional().describe('Access token; kept encrypted.'),
});
const gotify = z.strictObject({
  kind: z.literal('gotify').describe('An application of a Gotify server.'),
  url: url.describe('Address of the server.'),
  token: secret.describe('Token of the application; kept encrypted.'),
});
const pushover = z.strictObject({
  kind: z.literal('pushover').describe('A user or group of Pushover.'),
  url: url.default('https://api.pushover.net').describe('Address of the server.'),
  token: secret.describe('Token of the application; kept encrypted.'),
  user: secret.describe('Key of the user or group; kept encrypted.'),
});
const http = z.strictObject({
  kind: z.literal('http').describe('Any request, with a body that you write.'),
  method: z.enum(['POST', 'PUT', 'PATCH', 'GET']).default('POST').describe('Method of the request.'),
  url: url.describe('Its address; placeholders as in the body, except in the host.'),
  headers: headers.describe('Its headers; values may hold placeholders.'),
  body: z
    .string()
    .max(20_000)
    .default('')
    .describe('Its body. {{title}} and the like stand for parts of the message; {{json}} for all of it.'),
});

export const channelSettingsSchema = z.discriminatedUnion('kind', [
  webhook,
  email,
  slack,
  discord,
  teams,
  mattermost,
  telegram,
  ntfy,
  gotify,
  pushover,
  http,
]);
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;
export type ChannelSettingsInput = z.input<typeof channelSettingsSchema>;
