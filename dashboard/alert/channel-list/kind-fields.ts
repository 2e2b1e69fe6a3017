// The fields of each kind of channel, in the order a person fills them in.
import type { ChannelView } from '../../../api/schemas/alert/channel.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';

export type ChannelKind = ChannelView['kind'];

export interface KindField {
  /** Name of the member of the settings. */
  readonly member: string;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  /** Not shown while it is typed by others' eyes, and never again. */
  readonly secret?: true;
  readonly optional?: true;
  readonly lines?: true;
  readonly options?: readonly string[];
}

interface Kind {
  readonly name: string;
  readonly fields: readonly KindField[];
}

function url(hint: string, placeholder: string): KindField {
  return { member: 'url', label: 'Address', hint, placeholder };
}

function secretUrl(hint: string, placeholder: string): KindField {
  return { ...url(hint, placeholder), secret: true };
}

const MAIL: readonly KindField[] = [
  {
    member: 'to',
    label: 'To',
    hint: 'One address, or several with commas between.',
    placeholder: 'ops@example.com',
  },
  { member: 'from', label: 'From', placeholder: 'webloom@example.com' },
  { member: 'server', label: 'SMTP server', placeholder: 'smtp.example.com' },
  { member: 'port', label: 'Port', hint: '587, 465, 25 or 2525.', placeholder: '587', optional: true },
  { member: 'security', label: 'Encryption', options: ['starttls', 'tls', 'none'] },
  { member: 'user', label: 'User', hint: 'Empty: without a login.', optional: true },
  { member: 'password', label: 'Password', secret: true, optional: true },
];

export const KINDS: Readonly<Record<ChannelKind, Kind>> = {
  webhook: {
    name: 'Webhook',
    fields: [url('Gets a signed request by Standard Webhooks.', 'https://hooks.example.com/in')],
  },
  email: { name: 'Mail', fields: MAIL },
  slack: {
    name: 'Slack',
    fields: [secretUrl('Address of an incoming webhook.', 'https://hooks.slack.com/services/…')],
  },
  discord: {
    name: 'Discord',
    fields: [secretUrl('Address of a webhook.', 'https://discord.com/api/webhooks/…')],
  },
  teams: {
    name: 'Microsoft Teams',
    fields: [secretUrl('Address of a workflow that takes cards.', 'https://…')],
  },
  mattermost: {
    name: 'Mattermost',
    fields: [secretUrl('Address of an incoming webhook.', 'https://…/hooks/…')],
  },
  telegram: {
    name: 'Telegram',
    fields: [
      { member: 'token', label: 'Token of the bot', secret: true, placeholder: '123456:ABC-DEF' },
      {
        member: 'chat',
        label: 'Chat',
        hint: 'Its id, or @name of a public channel.',
        placeholder: '-1001234567',
      },
    ],
  },
  ntfy: {
    name: 'ntfy',
    fields: [
      { member: 'topic', label: 'Topic', placeholder: 'my-shop' },
      { ...url('Empty: ntfy.sh.', 'https://ntfy.sh'), optional: true },
      { member: 'token', label: 'Access token', secret: true, optional: true },
    ],
  },
  gotify: {
    name: 'Gotify',
    fields: [
      url('Address of the server.', 'https://gotify.example.com'),
      { member: 'token', label: 'Token of the application', secret: true },
    ],
  },
  pushover: {
    name: 'Pushover',
    fields: [
      { member: 'token', label: 'Token of the application', secret: true },
      { member: 'user', label: 'Key of the user or group', secret: true },
    ],
  },
  http: {
    name: 'A request of your own',
    fields: [
      { member: 'method', label: 'Method', options: ['POST', 'PUT', 'PATCH', 'GET'] },
      url('May hold placeholders, except in the host.', 'https://api.example.com/notes'),
      {
        member: 'body',
        label: 'Body',
        hint: '{{title}}, {{text}}, {{link}} and others stand for parts of the message, {{json}} for all of it.',
        placeholder: '{"text": "{{title}} {{link}}"}',
        lines: true,
        optional: true,
      },
    ],
  },
};

/** Where it goes, in a few words; masked addresses are left out. */
export function targetOf({ settings }: Pick<ChannelView, 'settings'>): string {
  const shown = settings['to'] ?? settings['topic'] ?? settings['chat'] ?? settings['url'] ?? '';
  const text = [shown]
    .flat()
    .map((one) => (typeof one === 'string' ? one : ''))
    .join(', ');
  return text === MASK ? '' : text;
}
