// A choice of channels that reaches nobody says so, with what to do.
import { expect, test } from 'vitest';
import { type ChosenChannels, nobodyIsTold } from '../../../../dashboard/alert/channel-list/who-is-told.ts';

const OPS = { channelId: 'chn_1', on: true };
const PHONE = { channelId: 'chn_2', on: false };

test.each<[string, ChosenChannels, readonly { channelId: string; on: boolean }[], RegExp | null]>([
  ['all of none', 'all', [], /add a channel/],
  ['one of none', ['chn_1'], [], /add a channel/],
  ['none of some', [], [OPS], /choose a channel/],
  ['one that is removed', ['chn_9'], [OPS], /removed/],
  ['one that is off', ['chn_2'], [OPS, PHONE], /the channel is off/],
  ['all, each off', 'all', [PHONE, { channelId: 'chn_3', on: false }], /these channels are off/],
  ['all, one on', 'all', [OPS, PHONE], null],
  ['one that is on', ['chn_1'], [OPS, PHONE], null],
  ['one on and one removed', ['chn_9', 'chn_1'], [OPS], null],
])('warns only where nobody would be told: %s', (_name, chosen, channels, words) => {
  const said = nobodyIsTold(chosen, channels);
  if (words === null) expect(said).toBeNull();
  else expect(said).toMatch(words);
});
