// Who a rule tells, by the names of its channels.
import type { ChannelView } from '../../../api/schemas/alert/channel.ts';

type Channel = Pick<ChannelView, 'channelId' | 'name' | 'on'>;

/** `Ops and Mail:`, `Nobody:` where no channel of it is there or on. */
export function receiverWords(chosen: 'all' | readonly string[], channels: readonly Channel[]): string {
  const told = channels.filter(({ channelId, on }) => on && (chosen === 'all' || chosen.includes(channelId)));
  const names = told.map(({ name }) => name);
  if (names.length === 0) return 'Nobody, no channel is on:';
  return `${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}:`;
}
