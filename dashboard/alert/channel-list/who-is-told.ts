// Whether a choice of channels reaches anybody.
import type { ChannelView } from '../../../api/schemas/alert/channel.ts';

export type ChosenChannels = 'all' | readonly string[];

/** Why nobody will be told; null: somebody will. */
export function nobodyIsTold(
  chosen: ChosenChannels,
  channels: readonly Pick<ChannelView, 'channelId' | 'on'>[],
): string | null {
  if (channels.length === 0) return 'Nobody will be told: add a channel.';
  if (chosen !== 'all' && chosen.length === 0) return 'Nobody will be told: choose a channel.';
  const told = channels.filter(({ channelId }) => chosen === 'all' || chosen.includes(channelId));
  if (told.length === 0) return 'Nobody will be told: what was chosen is removed. Choose another channel.';
  if (told.some(({ on }) => on)) return null;
  const which = told.length === 1 ? 'the channel is off. Turn it on' : 'these channels are off. Turn one on';
  return `Nobody will be told: ${which} under Settings → Channels.`;
}
