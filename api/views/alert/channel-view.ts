// Channels as the API shows them: no secret gets out.
import type { Channel } from '../../../domain/alert/channel/channel.ts';
import { maskSettings } from '../../../domain/alert/channel/channel-secrets.ts';
import type { ChannelView } from '../../schemas/alert/channel.ts';

export function toChannelView(channel: Channel, now: Date): ChannelView {
  const { _id, name, settings, signing, off, createdAt, updatedAt, lastTest = null } = channel;
  const until = signing?.former?.until;
  return {
    channelId: _id,
    name,
    kind: settings.kind,
    settings: { ...maskSettings(settings) },
    on: off === null,
    off: off === null ? null : { at: off.at.toISOString(), code: off.code, detail: off.detail },
    lastTest: lastTest === null ? null : { ...lastTest, at: lastTest.at.toISOString() },
    formerKeyUntil: until !== undefined && until > now ? until.toISOString() : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
