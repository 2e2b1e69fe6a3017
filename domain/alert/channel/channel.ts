// A channel: a place that messages go to. Its secrets are sealed in the document.
import type { ChannelSettings } from './schema.ts';

export const CHANNEL_KINDS = [
  'webhook',
  'email',
  'slack',
  'discord',
  'teams',
  'mattermost',
  'telegram',
  'ntfy',
  'gotify',
  'pushover',
  'http',
] as const satisfies readonly ChannelSettings['kind'][];
export type ChannelKind = ChannelSettings['kind'];

/** The key that signs what a webhook gets; sealed. */
export interface ChannelSigning {
  readonly secret: string;
  /** The key before, which signs too until then, so that the receiver can change over. */
  readonly former: { readonly secret: string; readonly until: Date } | null;
}

/** Why nothing is sent to it. */
interface ChannelOff {
  readonly at: Date;
  /** `gone`: the receiver answered 410. */
  readonly code: 'by-hand' | 'gone';
  readonly detail: string;
}

/** What came of the last test message. */
export interface ChannelTest {
  readonly at: Date;
  readonly ok: boolean;
  /** In words: what the receiver answered, or what was in the way. */
  readonly detail: string;
}

export interface Channel {
  readonly _id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly settings: ChannelSettings;
  /** Null: the kind signs nothing. */
  readonly signing: ChannelSigning | null;
  /** Null: it is on. */
  readonly off: ChannelOff | null;
  /** Null, or absent: it was not tested since it goes where it goes now. */
  readonly lastTest?: ChannelTest | null;
  /** Rises with each change; for If-Match. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Channels of a workspace at most. */
export const MAX_CHANNELS = 100;

const PREFIX = 'chn_';

export function newChannelId(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

export type ChannelChange = Partial<Pick<Channel, 'name' | 'settings' | 'signing' | 'off' | 'lastTest'>> &
  Pick<Channel, 'updatedAt'>;

/** What is needed to reach a mail server. */
export type MailServer = Pick<
  Extract<ChannelSettings, { readonly kind: 'email' }>,
  'server' | 'port' | 'security'
>;

/** The mail servers of channels, each once. */
export function mailServersOf(channels: readonly Pick<Channel, 'settings'>[]): MailServer[] {
  const servers = new Map<string, MailServer>();
  for (const { settings } of channels) {
    if (settings.kind !== 'email') continue;
    const { server, port, security } = settings;
    servers.set([server, port, security].join(' '), { server, port, security });
  }
  return [...servers.values()];
}

export interface ChannelStore {
  /** All of a workspace, by name. */
  list(workspaceId: string): Promise<Channel[]>;
  get(channelId: string): Promise<Channel | null>;
  /** Those of all workspaces that send mail and are on. */
  mailing(limit: number): Promise<Channel[]>;
  /** False when it is there already. */
  insert(channel: Channel): Promise<boolean>;
  /** Raises the version; null unless the channel has this version. */
  change(channelId: string, version: number, set: ChannelChange): Promise<Channel | null>;
  /** False when there was none. */
  remove(workspaceId: string, channelId: string): Promise<boolean>;
}
