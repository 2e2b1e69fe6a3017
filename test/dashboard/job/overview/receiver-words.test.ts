import { describe, expect, it } from 'vitest';
import { byReceivers, receiverWords } from '../../../../dashboard/job/overview/receiver-words.ts';

const OPS = { channelId: 'chn_1', name: 'Ops', on: true };
const MAIL = { channelId: 'chn_2', name: 'Mail', on: true };
const OFF = { channelId: 'chn_3', name: 'Chat', on: false };
const CHANNELS = [OPS, MAIL, OFF];

describe('who is told', () => {
  it.each([
    ['all', 'Ops and Mail:'],
    [['chn_2'], 'Mail:'],
    [['chn_3'], 'Nobody, no channel is on:'],
  ] as const)('by %j is said as %s', (chosen, words) => {
    expect(receiverWords(chosen, CHANNELS)).toBe(words);
  });

  it('is named once for all rules that tell the same', () => {
    const rules = [
      { id: 'a', channels: 'all' as const },
      { id: 'b', channels: ['chn_2'] },
      { id: 'c', channels: ['chn_1', 'chn_2'] },
    ];
    const groups = byReceivers(rules, CHANNELS);
    expect(groups.map(({ receivers, rules: told }) => [receivers, told.map(({ id }) => id)])).toEqual([
      ['Ops and Mail:', ['a', 'c']],
      ['Mail:', ['b']],
    ]);
  });
});
