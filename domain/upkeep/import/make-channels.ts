// Makes channels of the addresses that the entries of an import were told to: one for each, by the same code as channels that are
// made by hand. An address that a channel has already makes none.
import { MAX_CHANNELS, type Channel } from '../../alert/channel/channel.ts';
import { openSettings } from '../../alert/channel/channel-secrets.ts';
import { type ChannelPorts, createChannel } from '../../alert/channel/manage-channel.ts';
import type { ChannelSettings } from '../../alert/channel/schema.ts';
import { isSameValue } from '../../system/differing-members.ts';
import { WebloomError } from '../../system/errors.ts';
import type { EgressPolicy } from '../../web/egress/policy.ts';

export interface WantedChannels {
  readonly workspaceId: string;
  readonly wanted: readonly ChannelSettings[];
  readonly tag: string;
  readonly policy: EgressPolicy;
  readonly dryRun: boolean;
}

/** Names of those that were made, or would be. Throws `limit-exceeded` before any is, where they are too many. */
export async function makeChannels(
  ports: ChannelPorts,
  { workspaceId, wanted, tag, policy, dryRun }: WantedChannels,
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const others = await ports.channels.list(workspaceId);
  const missing = withoutThose(
    wanted,
    others.flatMap((channel) => settingsOf(ports, channel)),
  );
  if (others.length + missing.length > MAX_CHANNELS)
    throw new WebloomError(
      'limit-exceeded',
      `The file has ${missing.length} addresses that messages go to; with those that are there a workspace has at most ${MAX_CHANNELS} channels.`,
    );
  const names = others.map(({ name }) => name);
  const made: string[] = [];
  for (const settings of missing) {
    const name = freeName(`${settings.kind} of ${tag}`, [...names, ...made]);
    if (!dryRun) await createChannel(ports, { workspaceId, name, settings }, policy);
    made.push(name);
  }
  return made;
}

function settingsOf({ secrets }: ChannelPorts, channel: Channel): ChannelSettings[] {
  const opened = openSettings(secrets, channel);
  // What can not be opened any more is like no other.
  return opened.ok ? [opened.value] : [];
}

/** Each once. */
function withoutThose(
  wanted: readonly ChannelSettings[],
  there: readonly ChannelSettings[],
): ChannelSettings[] {
  const missing: ChannelSettings[] = [];
  for (const settings of wanted)
    if (![...there, ...missing].some((other) => isSameValue(other, settings))) missing.push(settings);
  return missing;
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number += 1) name = `${wanted} ${number}`;
  return name;
}
