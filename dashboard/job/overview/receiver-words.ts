// Who a rule tells, by the names of its channels.
import type { RuleView } from '../../../api/schemas/alert/alert-rule.ts';
import type { ChannelView } from '../../../api/schemas/alert/channel.ts';

type Channel = Pick<ChannelView, 'channelId' | 'name' | 'on'>;

/** `Ops and Mail:`, `Nobody:` where no channel of it is there or on. */
export function receiverWords(chosen: 'all' | readonly string[], channels: readonly Channel[]): string {
  const told = channels.filter(({ channelId, on }) => on && (chosen === 'all' || chosen.includes(channelId)));
  const names = told.map(({ name }) => name);
  if (names.length === 0) return 'Nobody, no channel is on:';
  return `${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}:`;
}

export interface ToldGroup<Rule> {
  readonly receivers: string;
  readonly rules: readonly Rule[];
}

/** Rules that tell the same, together: a receiver is named once. In the order of the rules. */
export function byReceivers<Rule extends Pick<RuleView, 'channels'>>(
  rules: readonly Rule[],
  channels: readonly Channel[],
): readonly ToldGroup<Rule>[] {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const receivers = receiverWords(rule.channels, channels);
    groups.set(receivers, [...(groups.get(receivers) ?? []), rule]);
  }
  return [...groups].map(([receivers, told]) => ({ receivers, rules: told }));
}
