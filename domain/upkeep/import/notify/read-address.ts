// An address of a notification as changedetection.io has them (the form of Apprise), as a channel. Such addresses hold secrets:
// nothing here repeats one; what has no channel is told by the name of its service.
import { type ChannelSettings, channelSettingsSchema } from '../../../alert/channel/schema.ts';
import { basicCredentials } from '../../../web/fetch/basic-credentials.ts';
import { mailChannel } from './mail-address.ts';
import { type NotificationUrl, notificationUrl } from './notification-url.ts';

export type ReadAddress =
  | { readonly ok: true; readonly settings: ChannelSettings }
  /** `service`: what it is of, without anything that is secret. */
  | { readonly ok: false; readonly service: string };

type MapService = (url: NotificationUrl) => unknown;

/** How the words of Apprise begin; a service with `s` behind it is asked over TLS. */
const SERVICES: Readonly<Record<string, MapService>> = {
  discord: ({ host, path }) => ({
    kind: 'discord',
    url: `https://discord.com/api/webhooks/${host}/${path[0] ?? ''}`,
  }),
  get: (url) => ownRequest(url, { method: 'GET' }),
  gotify: ({ scheme, authority, path }) => ({
    kind: 'gotify',
    url: `${scheme}://${[authority, ...path.slice(0, -1)].join('/')}`,
    token: path.at(-1),
  }),
  json: (url) => ownRequest(url, { method: 'POST', body: JSON_BODY, type: 'application/json' }),
  mailto: mailChannel,
  mmost: ({ scheme, authority, path }) => ({
    kind: 'mattermost',
    url: `${scheme}://${[authority, ...path.slice(0, -1), 'hooks', path.at(-1) ?? ''].join('/')}`,
  }),
  ntfy: mapNtfy,
  patch: (url) => ownRequest(url, { method: 'PATCH', body: '{{text}}' }),
  post: (url) => ownRequest(url, { method: 'POST', body: '{{text}}' }),
  pover: ({ user, host }) => ({ kind: 'pushover', user, token: host }),
  put: (url) => ownRequest(url, { method: 'PUT', body: '{{text}}' }),
  slack: ({ host, path }) => {
    const tokens = [host, ...path].filter((piece) => /^[A-Za-z0-9]{8,}$/.test(piece)).slice(0, 3);
    return tokens.length === 3
      ? { kind: 'slack', url: `https://hooks.slack.com/services/${tokens.join('/')}` }
      : null;
  },
  tgram: ({ rest }) => {
    const [, token = '', chat = ''] = /^(?:bot)?(\d+:[\w-]+)\/(-?\d+|@\w+)/i.exec(rest) ?? [];
    return { kind: 'telegram', token, chat };
  },
};

/** What Apprise sends to an address of json://. */
const JSON_BODY = '{"version":"1.0","title":"{{title}}","message":"{{text}}","attachments":[],"type":"info"}';
/** Addresses that are written as those of the web, as their services give them. */
const HOOKS: readonly (readonly [form: RegExp, kind: ChannelSettings['kind']])[] = [
  [/^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/./i, 'discord'],
  [/^https:\/\/hooks\.slack\.com\/services\/./i, 'slack'],
  [/^https:\/\/[\w.-]+\.(?:logic\.azure|api\.powerplatform)\.com[:/]/i, 'teams'],
];

export function readAddress(text: string): ReadAddress {
  const hook = HOOKS.find(([form]) => form.test(text.trim()));
  if (hook !== undefined) return checked({ kind: hook[1], url: text.trim() }, hook[1]);
  const url = notificationUrl(text.trim());
  const map = url === null ? undefined : SERVICES[url.service];
  if (url === null || map === undefined) return { ok: false, service: url?.named ?? 'unknown' };
  return checked(map(url), url.named);
}

function checked(settings: unknown, service: string): ReadAddress {
  const parsed = channelSettingsSchema.safeParse(settings);
  return parsed.success ? { ok: true, settings: parsed.data } : { ok: false, service };
}

/** A topic of ntfy.sh alone, or of a server of one's own. */
function mapNtfy({ scheme, authority, host, path, user, password }: NotificationUrl): unknown {
  const [topic] = path;
  const token = [password, user].find((one) => one.startsWith('tk_'));
  const common = { kind: 'ntfy', ...(token === undefined ? {} : { token }) };
  // A name and a password are no token.
  if (user !== '' && token === undefined) return null;
  return topic === undefined
    ? { ...common, topic: host }
    : { ...common, url: `${scheme}://${authority}`, topic };
}

interface OwnRequest {
  readonly method: string;
  readonly body?: string;
  readonly type?: string;
}

/** Headers are parameters that begin with a plus sign; the others go to the receiver. */
function ownRequest(
  { scheme, authority, path, query, user, password }: NotificationUrl,
  { method, body, type }: OwnRequest,
): unknown {
  const pairs = [...query];
  const headers = pairs
    .filter(([name]) => name.startsWith('+'))
    .map(([name, value]) => ({ name: name.slice(1), value }));
  const rest = new URLSearchParams(pairs.filter(([name]) => !/^[+:-]/.test(name))).toString();
  return {
    kind: 'http',
    method,
    url: `${scheme}://${authority}/${path.map(encodeURIComponent).join('/')}${rest === '' ? '' : `?${rest}`}`,
    headers: [
      ...headers,
      ...(user === '' ? [] : [{ name: 'Authorization', value: basicCredentials(user, password) }]),
      ...(type === undefined ? [] : [{ name: 'Content-Type', value: type }]),
    ],
    ...(body === undefined ? {} : { body }),
  };
}
