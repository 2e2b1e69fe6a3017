import { expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../../domain/system/event/event.ts';
import { describeEvent } from '../../../../domain/system/event/event-words.ts';

test.each([
  [
    'price.changed',
    { summary: 'Price went from 12 to 9.', title: 'Tent', url: 'https://shop.example/tent' },
    'Price went from 12 to 9. – “Tent” https://shop.example/tent',
  ],
  ['page.removed', { summary: 'Gone.', url: 'https://a.example/' }, 'Gone. – https://a.example/'],
  ['change.marked', { marked: 3, inbox: 'seen' }, '3 changes marked as seen'],
  [
    'change.summarized',
    { title: 'Tea', text: 'It is cheaper.', model: 'small' },
    'a language model says of Tea: “It is cheaper.”',
  ],
  [
    'change.summarized',
    { title: 'Tea', why: 'its answer was cut off' },
    'no sentence of a language model about Tea: its answer was cut off',
  ],
  ['change.marked', { marked: 1, inbox: 'ignored' }, '1 change marked as ignored'],
  ['run.state', { state: 'paused', event: 'pause', by: 'api' }, 'the run is paused (pause, by api)'],
  [
    'run.finished',
    { state: 'failed', detail: 'the site is away' },
    'the run has ended: failed, the site is away',
  ],
  ['job.removed', { name: 'Tents' }, 'job “Tents” was removed, and all its data is erased'],
  ['something.new', null, 'something.new'],
])('%s %j is told in words', (type, data, words) => {
  expect(describeEvent({ type, data })).toBe(words);
});

test('every type of event has words of its own', () => {
  expect(EVENT_TYPES.filter((type) => describeEvent({ type, data: {} }) === type)).toEqual([]);
});
