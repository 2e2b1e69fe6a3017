// The secrets of channels: sealed in the document as the secret headers of jobs are, opened by whoever sends, never shown.
import { MASK } from '../../system/secret/mask.ts';
import { isSealed, sealedFields, type SecretBox } from '../../system/secret/secret-box.ts';
import type { Channel } from './channel.ts';
import type { ChannelSettings } from './schema.ts';

type MapSecret = (value: string, member: string) => string;

/** The settings with each secret replaced. `member` tells the secrets of a channel apart. */
function mapSecrets(settings: ChannelSettings, map: MapSecret): ChannelSettings {
  switch (settings.kind) {
    case 'webhook':
    case 'http': {
      const headers = settings.headers.map(({ name, value }) => ({
        name,
        value: map(value, `header ${name.toLowerCase()}`),
      }));
      return { ...settings, headers };
    }
    case 'slack':
    case 'discord':
    case 'teams':
    case 'mattermost':
      return { ...settings, url: map(settings.url, 'url') };
    case 'telegram':
    case 'gotify':
      return { ...settings, token: map(settings.token, 'token') };
    case 'ntfy':
      return settings.token === undefined ? settings : { ...settings, token: map(settings.token, 'token') };
    case 'pushover':
      return { ...settings, token: map(settings.token, 'token'), user: map(settings.user, 'user') };
    case 'email':
      return settings.password === undefined
        ? settings
        : { ...settings, password: map(settings.password, 'password') };
  }
}

export function maskSettings(settings: ChannelSettings): ChannelSettings {
  return mapSecrets(settings, () => MASK);
}

/** Its secrets by what tells them apart, sealed or in clear as the settings are. */
export function secretsOf(settings: ChannelSettings): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  mapSecrets(settings, (value, member) => {
    found.set(member, value);
    return value;
  });
  return found;
}

/** A value sealed for one secret of one channel opens nothing else. */
function purposeOf(channelId: string, member: string): string {
  return `channel ${channelId} ${member}`;
}

const SIGNING = 'signing key';

export function sealSettings(box: SecretBox, channelId: string, settings: ChannelSettings): ChannelSettings {
  return mapSecrets(settings, (value, member) => box.seal(value, purposeOf(channelId, member)));
}

export function sealSigningKey(box: SecretBox, channelId: string, key: string): string {
  return box.seal(key, purposeOf(channelId, SIGNING));
}

export type Opened<Value> =
  | { readonly ok: true; readonly value: Value }
  /** In words; never the value. */
  | { readonly ok: false; readonly detail: string };

export function openSettings(
  box: Pick<SecretBox, 'open'>,
  { _id, settings }: Pick<Channel, '_id' | 'settings'>,
): Opened<ChannelSettings> {
  const faults: string[] = [];
  const value = mapSecrets(settings, (sealed, member) => {
    const opened = openOne(box, sealed, purposeOf(_id, member));
    if (opened.ok) return opened.value;
    faults.push(`its ${member} ${opened.detail}`);
    return '';
  });
  const [detail] = faults;
  return detail === undefined ? { ok: true, value } : { ok: false, detail };
}

export function openSigningKeys(
  box: Pick<SecretBox, 'open'>,
  channelId: string,
  sealed: readonly string[],
): Opened<string[]> {
  const keys: string[] = [];
  for (const one of sealed) {
    const opened = openOne(box, one, purposeOf(channelId, SIGNING));
    if (!opened.ok) return { ok: false, detail: `its ${SIGNING} ${opened.detail}` };
    keys.push(opened.value);
  }
  return { ok: true, value: keys };
}

function openOne(box: Pick<SecretBox, 'open'>, value: string, purpose: string): Opened<string> {
  if (!isSealed(value)) return { ok: true, value };
  const opened = box.open(value, purpose);
  return opened.ok ? { ok: true, value: opened.clear } : opened;
}

/** Seals anew what an older key has sealed; null when there is nothing of that kind. */
export function resealChannel(
  box: SecretBox,
  { _id, settings, signing }: Pick<Channel, '_id' | 'settings' | 'signing'>,
): Pick<Channel, 'settings' | 'signing'> | null {
  let isChanged = false;
  const again: MapSecret = (value, member) => {
    const opened = openOne(box, value, purposeOf(_id, member));
    // The key is gone; the delivery that needs the secret reports that.
    if (sealedFields(value)?.keyId === box.keyId || !opened.ok) return value;
    isChanged = true;
    return box.seal(opened.value, purposeOf(_id, member));
  };
  const fresh = {
    settings: mapSecrets(settings, again),
    signing: signing === null ? null : resealSigning(signing, again),
  };
  return isChanged ? fresh : null;
}

function resealSigning(
  { secret, former }: NonNullable<Channel['signing']>,
  again: MapSecret,
): NonNullable<Channel['signing']> {
  return {
    secret: again(secret, SIGNING),
    former: former === null ? null : { ...former, secret: again(former.secret, SIGNING) },
  };
}
