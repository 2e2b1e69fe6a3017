// Settings of each kind of channel, for tests; every secret contains "opensesame".
import type { ChannelKind } from '../../domain/alert/channel/channel.ts';
import {
  type ChannelSettings,
  type ChannelSettingsInput,
  channelSettingsSchema,
} from '../../domain/alert/channel/schema.ts';

const SECRET = 'opensesame';
const HEADERS = [{ name: 'Authorization', value: `Bearer ${SECRET}` }];

const SETTINGS: { readonly [Kind in ChannelKind]: Extract<ChannelSettingsInput, { kind: Kind }> } = {
  webhook: { kind: 'webhook', url: 'https://hooks.example/in', headers: HEADERS },
  email: {
    kind: 'email',
    server: 'smtp.example.com',
    user: 'webloom',
    password: SECRET,
    from: 'webloom@example.com',
    to: ['ops@example.com'],
  },
  slack: { kind: 'slack', url: `https://hooks.slack.example/services/${SECRET}` },
  discord: { kind: 'discord', url: `https://discord.example/api/webhooks/1/${SECRET}` },
  teams: { kind: 'teams', url: `https://teams.example/workflows/${SECRET}` },
  mattermost: { kind: 'mattermost', url: `https://chat.example/hooks/${SECRET}` },
  telegram: { kind: 'telegram', token: `123:${SECRET}`, chat: '-100200' },
  ntfy: { kind: 'ntfy', topic: 'shop', token: SECRET },
  gotify: { kind: 'gotify', url: 'https://gotify.example', token: SECRET },
  pushover: { kind: 'pushover', token: SECRET, user: `u-${SECRET}` },
  http: {
    kind: 'http',
    url: 'https://api.example/notes?about={{title}}',
    headers: HEADERS,
    body: '{"text":"{{text}}","all":{{json}}}',
  },
};

export function sampleSettings<Kind extends ChannelKind>(kind: Kind): ChannelSettings {
  return channelSettingsSchema.parse(SETTINGS[kind]);
}
