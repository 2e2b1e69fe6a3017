// Finds the channels that a command names.
import type { ChannelView } from '../../../api/client/alert-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';
import { plain } from '../../print-table.ts';

/** By id, or by the whole name. */
export async function findChannel({ api }: CliContext, text: string): Promise<ChannelView> {
  const { items } = await api.channels();
  return pickChannel(items, text);
}

/** Ids of channels that are given by id or name. */
export async function findChannelIds({ api }: CliContext, texts: readonly string[]): Promise<string[]> {
  const { items } = await api.channels();
  return texts.map((text) => pickChannel(items, text.trim()).channelId);
}

function pickChannel(items: readonly ChannelView[], text: string): ChannelView {
  const found = items.find(({ channelId, name }) => channelId === text || name === text);
  if (found !== undefined) return found;
  const known = items.map(({ name }) => plain(name)).join(', ');
  const hint = known === '' ? 'There are none yet.' : `There are: ${known}.`;
  throw new WebloomError('not-found', `There is no channel "${text}". ${hint}`);
}
