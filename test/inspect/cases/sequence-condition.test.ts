// Sequences in which conditions on the text decide when a difference is told.
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { page, told } from '../../support/told.ts';

type Row = [title: string, options: CaseOptions, bodies: string[], expected: string];

describe('conditions', () => {
  const price = (value: string): string => `<h1>Page 7</h1><div class="price">${value}</div>`;
  const part = { include: ['.price'] };
  const all = (...conditions: [string, string, string | number][]): CaseOptions => ({
    ...part,
    conditions_all: conditions.map(([field, op, value]) => ({ field, op, value })),
  });
  it.each<Row>([
    [
      'hold together',
      all(['text', 'contains', '5'], ['number', '>=', 20], ['number', '<=', 100]),
      [price('Now: 50'), price('Now: 75'), price('Now: 150'), price('Now: 15'), price('Now: 25')],
      'c--c',
    ],
    [
      'hold of negated texts',
      all(['text', '!contains', 'sold']),
      [price('1'), price('sold'), price('2')],
      '-c',
    ],
    [
      'hold of patterns',
      all(['text', 'contains_regex', '^\\d+ left$']),
      [price('1'), price('few left'), price('3 left')],
      '-c',
    ],
    [
      'hold of negated patterns',
      all(['text', '!contains_regex', '\\d']),
      [price('a'), price('7'), price('b')],
      '-c',
    ],
    [
      'hold of starts and ends',
      all(['text', 'starts_with', 'now'], ['text', 'ends_with', 'eur']),
      [price('a'), price('Now 3'), price('Now 3 EUR')],
      '-c',
    ],
    ['hold of lists of texts', all(['text', 'in', 'sold']), [price('a'), price('b'), price('sold')], '-c'],
    [
      'hold of the number of words',
      all(['word_count', '>', 2]),
      [price('a'), price('a b'), price('a b c')],
      '-c',
    ],
    [
      'hold of a ratio from 0 to 1',
      all(['levenshtein_ratio', '<', 0.8]),
      [price('one two three four five'), price('one two three four six'), price('nothing alike here')],
      '-c',
    ],
    [
      'beside a trigger need both',
      { ...all(['number', '<', 10]), trigger_text: ['now'] },
      [price('50'), price('5'), price('Now 50'), price('Now 5')],
      '--c',
    ],
    [
      'beside a pattern as trigger need both',
      { ...all(['number', '>', 10]), trigger_text: ['/only \\d+/'] },
      [price('a'), price('only 5'), price('some 50'), price('only 50')],
      '--c',
    ],
    [
      'beside ignored lines look at the whole',
      { conditions_all: [{ field: 'text', op: 'contains', value: 'ad' }], ignore_text: ['ad'] },
      [page('a'), page('b', 'ad 1'), page('b', 'ad 2')],
      'c-',
    ],
    [
      'hold where one of several does',
      {
        conditions_any: [
          { field: 'text', op: 'contains', value: 'gone' },
          { field: 'number', op: '<', value: 5 },
        ],
      },
      [page('9'), page('8'), page('4'), page('gone 9')],
      '-cc',
    ],
    [
      'read numbers with separators and signs',
      all(['number', '>=', 1000]),
      [price('5'), price('€ 999,99'), price('€ 1.250,00')],
      '-c',
    ],
  ])('%s', (...[, options, bodies, expected]) => expect(told(options, bodies)).toBe(expected));

  it('says which measures there are not', () => {
    const conditions_all = [{ field: 'levenshtein_distance', op: '>', value: 3 }];
    expect(() => told({ conditions_all }, [page('a'), page('b')])).toThrow('similarity');
  });
});
