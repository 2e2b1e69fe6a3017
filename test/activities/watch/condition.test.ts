// Conditions on the watched text over several looks through the real stages.
import { describe, expect, it } from 'vitest';
import { textLooks } from '../../support/text-looks.ts';
import { watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];
type Row = [string, Changes, string, string];

function looksOf([, changes, looks]: Row): ReturnType<typeof watch> {
  return watch(changes, textLooks(looks), 'text/plain; charset=utf-8');
}

type Condition = NonNullable<NonNullable<Changes['conditions']>['all']>[number];

const all = (...conditions: Condition[]): Changes => ({ conditions: { all: conditions, any: [] } });
const any = (...conditions: Condition[]): Changes => ({ conditions: { all: [], any: conditions } });
const number = (is: '>' | '>=' | '<' | '<=' | '==' | '!=', value: number) =>
  ({ on: 'number', is, value }) as const;
const text = (is: 'contains' | 'starts-with' | 'ends-with' | 'matches', value: string, not = false) =>
  ({ on: 'text', is, value, ...(not ? { not } : {}) }) as const;
const METALS = 'tin zinc lead gold silver copper nickel brass bronze steel';

describe('a condition', () => {
  it.each<Row>([
    ['number >', all(number('>', 5)), 'seats 3 | seats 6 | seats 7 | seats 4 | seats 8', '.xx.x'],
    ['number > that stays', all(number('>', 5)), 'seats 3 | seats 6 | seats 6', '.x.'],
    ['number >=', all(number('>=', 5)), 'seats 3 | seats 5 | seats 4', '.x.'],
    ['number <', all(number('<', 5)), 'seats 9 | seats 6 | seats 4', '..x'],
    ['number <=', all(number('<=', 5)), 'seats 9 | seats 5', '.x'],
    ['number ==', all(number('==', 5)), 'seats 9 | seats 6 | seats 5', '..x'],
    ['number !=', all(number('!=', 5)), 'seats 9 | seats 5 | seats 6', '..x'],
    ['no number', all(number('>', 5)), 'seats 3 | seats none', '..'],
    ['no number is not unequal', all(number('!=', 5)), 'seats 5 | seats none', '..'],
    ['a decimal point', all(number('>', 5.5)), 'seats 3 | depth 5.25 | depth 5.75', '..x'],
    ['a decimal comma', all(number('>', 5.5)), 'seats 3 | Tiefe 5,25 m | Tiefe 5,75 m', '..x'],
    ['thousands', all(number('>', 1000)), 'price 900 | price €999,50 | price €1.299,95', '..x'],
    ['thousands by commas', all(number('>', 1000)), 'price 900 | price $999.50 | price $1,299.95', '..x'],
    ['thousands by spaces', all(number('>', 1000)), 'price 900 | price 1 299 kr', '.x'],
    ['thousands by narrow spaces', all(number('>', 1000)), 'price 900 | price 1\u202f299 €', '.x'],
    ['thousands by apostrophes', all(number('>', 1000)), "price 900 | price CHF 1'299.–", '.x'],
    ['lakhs', all(number('>', 100_000)), 'price 900 | price ₹1,29,999', '.x'],
    ['other digits', all(number('>', 5)), 'seats 3 | seats ٧', '.x'],
    ['wide digits', all(number('>', 5)), 'seats 3 | seats ７', '.x'],
    ['below nought', all(number('<', 0)), 'degrees 3 | degrees 1 | degrees -2 C', '..x'],
    ['below nought by its own sign', all(number('<', 0)), 'degrees 3 | degrees \u22122 C', '.x'],
    ['a hyphen is no sign', all(number('<', 0)), 'pier-3 oak | pier-2 ash', '..'],
    ['text contains', all(text('contains', 'open')), 'shut | ajar | Open today', '..x'],
    ['text contains not', all(text('contains', 'shut', true)), 'shut | shut, fog | open, fog', '..x'],
    ['text starts with', all(text('starts-with', 'the harbour')), 'shut | open', '.x'],
    ['text ends with', all(text('ends-with', 'open')), 'shut | ajar | fog, open', '..x'],
    ['text matches', all(text('matches', '/open (on|at) \\w+/')), 'shut | open | open on Monday', '..x'],
    ['text matches over lines', all(text('matches', '/open.*Monday/s')), 'shut | open | open, Monday', '..x'],
    ['words', all({ on: 'words', is: '>', value: 12 }), 'shut | open | open, with all the doors', '..x'],
    ['lines', all({ on: 'lines', is: '>=', value: 4 }), 'a | a, b | a, b, c', '..x'],
    [
      'characters',
      all({ on: 'characters', is: '<', value: 60 }),
      'a long line of trees | a longer line of trees | tree',
      '..x',
    ],
    [
      'words in a script without spaces',
      all({ on: 'words', is: '>', value: 14 }),
      '港 | 港口 | 港口今天开放',
      '..x',
    ],
    [
      'likeness in a script without spaces',
      all({ on: 'similarity', is: '<', value: 80 }),
      '港口今天开放大家都可以来 | 港口今天关闭大家都可以来 | 铁锌铅金银铜镍钢锡铝钛钨',
      '..x',
    ],
    [
      'all of two',
      all(number('>', 5), text('contains', 'open')),
      'seats 3, shut | seats 6, shut | seats 6, open',
      '..x',
    ],
    [
      'any of two',
      any(number('>', 5), text('contains', 'open')),
      'seats 3, shut | seats 4, shut | seats 4, open | seats 7, shut',
      '..xx',
    ],
    [
      'beside a trigger',
      { ...all(number('>', 5)), triggerText: ['open'] },
      'seats 3, shut | seats 7, shut | seats 8, open | seats 4, open',
      '..x.',
    ],
    [
      'beside only added',
      { ...all(number('>', 5)), only: ['added'] },
      'seats 7, shut | seats 7 | seats 7, open',
      '..x',
    ],
    ['held back, then told', all(number('>', 5)), 'seats 3, oak | seats 4, ash | seats 6, ash', '..x'],
    ['holds again', all(number('>', 5)), 'seats 3 | seats 6 | seats 4 | seats 6', '.x.x'],
    ['holds again, from the start', all(number('>', 5)), 'seats 6 | seats 4 | seats 6', '..x'],
    [
      'holds again, after an edit',
      any(text('contains', 'open')),
      'open, oak | shut, oak | shut, ash | open, oak',
      '...x',
    ],
    [
      'a small edit after a large one',
      all({ on: 'similarity', is: '>', value: 70 }),
      `oak ash elm | ${METALS} iron | ${METALS} pewter`,
      '..x',
    ],
  ])('tells changes only while it holds: %s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});

describe('conditions together', () => {
  it('all and any', async () => {
    const conditions = { all: [number('>', 5)], any: [text('contains', 'open'), text('contains', 'ajar')] };
    const looks = textLooks('seats 3, shut | seats 7, shut | seats 8, ajar');
    const { told, said } = await watch({ conditions }, looks, 'text/plain');
    expect(told, said).toBe('..x');
  });

  it('on the number of the part', async () => {
    const page = (seats: string, n: number) =>
      `<!doctype html><html lang="en"><head><title>Quay</title></head><body><h1>Pier 9</h1><p id="seats">${seats}</p><p>It was dug by hand in a dry summer, ${n} long ago</p></body></html>`;
    const changes = { scope: { include: ['#seats'], exclude: [] }, ...all(number('>', 5)) };
    const { told, said } = await watch(changes, [
      page('3 seats', 1),
      page('4 seats', 2),
      page('12 seats', 2),
    ]);
    expect(told, said).toBe('..x');
  });

  it('say what they found', async () => {
    const { said } = await watch(
      all(number('>', 5)),
      textLooks('seats 6 | seats 4 | seats none'),
      'text/plain',
    );
    expect(said).toContain('“number > 5” does not hold: it is 4');
    expect(said).toContain('there is no number');
  });
});
