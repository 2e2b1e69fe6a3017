import { expect, it } from 'vitest';
import { looksWords } from '../../../../dashboard/job/overview/looks-words.ts';
import { receiverWords } from '../../../../dashboard/job/overview/receiver-words.ts';

const look = (state: string, durationMs = 1_000) => ({ state, durationMs }) as never;

it.each([
  [[], 'It has not run yet.'],
  [[look('running')], 'Its first run goes on.'],
  [[look('completed')], 'The only run so far completed.'],
  [[look('failed')], 'The only run so far did not complete.'],
  [
    [look('running', 90_000), look('failed', 4_200), look('completed')],
    '1 of the last 2 runs completed. The slowest took 4.2 s.',
  ],
])('the last looks are said as they went', (runs, words) => {
  expect(looksWords(runs)).toBe(words);
});

it('names the channels that are told, and says where nobody is', () => {
  const channels = [
    { channelId: 'a', name: 'Ops', on: true },
    { channelId: 'b', name: 'Mail', on: true },
    { channelId: 'c', name: 'Old', on: false },
  ];
  expect(receiverWords('all', channels)).toBe('Ops and Mail:');
  expect(receiverWords(['b'], channels)).toBe('Mail:');
  expect(receiverWords(['c'], channels)).toBe('Nobody, no channel is on:');
});
