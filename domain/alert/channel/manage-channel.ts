// Channels are made, changed and turned on and off here. What comes in has its secrets in clear, what is stored has them
// sealed; a change that leaves a secret out, or gives its mask, keeps it.
import type { Clock, Ids, SecretSource } from '../../system/clock.ts';
import type { EgressPolicy } from '../../web/egress/policy.ts';
import { WebloomError } from '../../system/errors.ts';
import { type Fault, faultsOf } from '../../system/fault.ts';
import { issueInWords } from '../../system/issue-words.ts';
import { mergePatch } from '../../config/merge-patch.ts';
import { MASK } from '../../system/secret/mask.ts';
import type { SecretBox } from '../../system/secret/secret-box.ts';
import {
  type Channel,
  type ChannelSigning,
  type ChannelStore,
  MAX_CHANNELS,
  newChannelId,
} from './channel.ts';
import { openSettings, openSigningKeys, sealSettings, sealSigningKey, secretsOf } from './channel-secrets.ts';
import { channelFaults } from './check-channel.ts';
import { type ChannelSettings, channelSettingsSchema } from './schema.ts';
import { OVERLAP_HOURS, newSigningKey, parseSigningKey } from './signature.ts';
import { HOUR_MS } from '../../system/duration.ts';

export interface ChannelPorts {
  readonly channels: ChannelStore;
  readonly secrets: SecretBox;
  readonly secretSource: SecretSource;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface NewChannel {
  readonly workspaceId: string;
  readonly name: string;
  readonly settings: ChannelSettings;
  /** For a webhook whose receiver has a key already; absent: one is made. */
  readonly signingKey?: string | undefined;
}

/** `signingKey`: told this once; null for kinds that sign nothing. */
export interface MadeChannel {
  readonly channel: Channel;
  readonly signingKey: string | null;
}

export async function createChannel(
  ports: ChannelPorts,
  { workspaceId, name, settings, signingKey }: NewChannel,
  policy: EgressPolicy,
): Promise<MadeChannel> {
  const others = await ports.channels.list(workspaceId);
  if (others.length >= MAX_CHANNELS)
    throw new WebloomError(
      'limit-exceeded',
      `A workspace has at most ${MAX_CHANNELS} channels: remove some first.`,
    );
  requireFreeName(others, name);
  refuse([...channelFaults(settings, policy), ...maskFaults(settings), ...keyFaults(settings, signingKey)]);
  const _id = newChannelId(ports.ids.ulid());
  const key = settings.kind === 'webhook' ? (signingKey ?? newSigningKey(ports.secretSource.secret())) : null;
  const now = ports.clock.now();
  const channel: Channel = {
    _id,
    workspaceId,
    name,
    settings: sealSettings(ports.secrets, _id, settings),
    signing: key === null ? null : { secret: sealSigningKey(ports.secrets, _id, key), former: null },
    off: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await ports.channels.insert(channel);
  return { channel, signingKey: key };
}

function requireFreeName(others: readonly Channel[], name: string): void {
  if (!others.some((one) => one.name === name)) return;
  throw new WebloomError(
    'conflict',
    `There is a channel "${name}" already. Change it, or take another name.`,
  );
}

function refuse(faults: readonly Fault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  throw new WebloomError('validation', `The channel is not valid: ${first.detail}`, {
    facts: { errors: faults },
  });
}

function maskFaults(settings: ChannelSettings): Fault[] {
  if (!JSON.stringify(settings).includes(MASK)) return [];
  return [
    {
      pointer: '/settings',
      code: 'no-kept-value',
      detail: `${MASK} stands for no value yet: give the value itself.`,
    },
  ];
}

function keyFaults({ kind }: ChannelSettings, key: string | undefined): Fault[] {
  if (key === undefined) return [];
  if (kind !== 'webhook')
    return [
      { pointer: '/signingKey', code: 'not-signed', detail: 'Only webhooks are signed: leave it out.' },
    ];
  if (parseSigningKey(key) !== null) return [];
  const detail = 'Give whsec_ and 24 to 64 bytes as base64, or leave it out and one is made.';
  return [{ pointer: '/signingKey', code: 'no-key', detail }];
}

export interface ChannelPatch {
  readonly name?: string | undefined;
  /** Members that change, in clear; a merge patch (RFC 7396). */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly on?: boolean | undefined;
}

export async function changeChannel(
  ports: ChannelPorts,
  { channel, patch }: { readonly channel: Channel; readonly patch: ChannelPatch },
  policy: EgressPolicy,
): Promise<Channel> {
  const { name = channel.name, on } = patch;
  const others = await ports.channels.list(channel.workspaceId);
  requireFreeName(
    others.filter(({ _id }) => _id !== channel._id),
    name,
  );
  const settings =
    patch.settings === undefined
      ? channel.settings
      : patched(ports, channel, { patch: patch.settings, policy });
  const at = ports.clock.now();
  const byHand = { at, code: 'by-hand', detail: 'Somebody turned it off.' } as const;
  const off = on === undefined ? channel.off : on ? null : (channel.off ?? byHand);
  return saved(
    channel,
    await ports.channels.change(channel._id, channel.version, {
      name,
      settings,
      off,
      // A test says nothing of other settings.
      ...(patch.settings === undefined ? {} : { lastTest: null }),
      updatedAt: at,
    }),
  );
}

function saved(channel: Channel, changed: Channel | null): Channel {
  if (changed !== null) return changed;
  throw new WebloomError(
    'conflict',
    `Somebody else changed the channel "${channel.name}" at the same time. Try again.`,
  );
}

function patched(
  { secrets }: ChannelPorts,
  channel: Channel,
  { patch, policy }: { patch: Readonly<Record<string, unknown>>; policy: EgressPolicy },
): ChannelSettings {
  const opened = openSettings(secrets, channel);
  // What can't be opened any more has to be given anew, all of it.
  const before = opened.ok ? opened.value : { kind: channel.settings.kind };
  const parsed = channelSettingsSchema.safeParse(mergePatch(before, withoutMasks(patch, before)), {
    error: issueInWords,
  });
  if (!parsed.success) {
    refuse(faultsOf(parsed.error.issues, ['settings']));
    return channel.settings;
  }
  if (parsed.data.kind !== channel.settings.kind)
    refuse([
      { pointer: '/settings/kind', code: 'fixed', detail: 'A channel keeps its kind: make another one.' },
    ]);
  const moved = opened.ok ? carriedFaults(opened.value, parsed.data) : [];
  refuse([...channelFaults(parsed.data, policy), ...maskFaults(parsed.data), ...moved]);
  return sealSettings(secrets, channel._id, parsed.data);
}

/** A secret goes to no other host than the one it was given for: whoever may change a channel could read it there. */
function carriedFaults(before: ChannelSettings, after: ChannelSettings): Fault[] {
  if (receiverOf(before) === receiverOf(after)) return [];
  const given = secretsOf(before);
  const carried = [...secretsOf(after)].filter(([member, value]) => given.get(member) === value);
  if (carried.length === 0) return [];
  const names = carried.map(([member]) => member).join(', ');
  const detail = `The address is of another host, which would get what was kept for the one before. Give it again: ${names}.`;
  return [
    { pointer: 'server' in after ? '/settings/server' : '/settings/url', code: 'secret-moves', detail },
  ];
}

function receiverOf(settings: ChannelSettings): string {
  return 'server' in settings ? [settings.server, settings.port].join(' ') : new URL(settings.url).host;
}

/** A mask means the value that is there: of a member, or of the header with the same name. */
function withoutMasks(
  patch: Readonly<Record<string, unknown>>,
  before: Partial<ChannelSettings>,
): Record<string, unknown> {
  const kept = new Map(
    ('headers' in before ? (before.headers ?? []) : []).map(({ name, value }) => [name.toLowerCase(), value]),
  );
  const clear = (header: unknown): unknown => {
    if (typeof header !== 'object' || header === null || !('name' in header && 'value' in header))
      return header;
    const { name, value } = header;
    const known = typeof name === 'string' ? kept.get(name.toLowerCase()) : undefined;
    return value === MASK && known !== undefined ? { name, value: known } : header;
  };
  return Object.fromEntries(
    Object.entries(patch)
      .filter(([, value]) => value !== MASK)
      .map(([name, value]) => [name, name === 'headers' && Array.isArray(value) ? value.map(clear) : value]),
  );
}

export interface KeyRotation {
  /** Absent: one is made. */
  readonly signingKey?: string | undefined;
  /** How long the present key signs too. */
  readonly overlapHours?: number | undefined;
}

/** The present key goes on signing for a while, so that the receiver can change over. */
export async function rotateKey(
  ports: ChannelPorts,
  channel: Channel,
  { signingKey, overlapHours = OVERLAP_HOURS }: KeyRotation,
): Promise<MadeChannel> {
  const { signing, _id, version } = channel;
  if (signing === null)
    throw new WebloomError(
      'transition-not-allowed',
      `Channels of the kind ${channel.settings.kind} have no signing key.`,
    );
  refuse(keyFaults(channel.settings, signingKey));
  const key = signingKey ?? newSigningKey(ports.secretSource.secret());
  const now = ports.clock.now();
  const rotated: ChannelSigning = {
    secret: sealSigningKey(ports.secrets, _id, key),
    former: formerKey(ports, channel, new Date(now.getTime() + overlapHours * HOUR_MS)),
  };
  const changed = await ports.channels.change(_id, version, { signing: rotated, updatedAt: now });
  return { channel: saved(channel, changed), signingKey: key };
}

/** A key that can't be opened any more signs nothing, so it is not kept. */
function formerKey(
  { secrets }: ChannelPorts,
  { _id, signing }: Channel,
  until: Date,
): ChannelSigning['former'] {
  if (signing === null) return null;
  return openSigningKeys(secrets, _id, [signing.secret]).ok ? { secret: signing.secret, until } : null;
}
