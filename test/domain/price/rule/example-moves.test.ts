// Moves that somebody may imagine of a seen price, as the rules of a run would judge them.
import { expect, it } from 'vitest';
import { type ExampleMove, exampleMoves, judgeMoveTo } from '../../../../domain/price/rule/example-moves.ts';
import type { PriceSight } from '../../../../domain/price/rule/rule-input.ts';
import { parsePriceRule } from '../../../../domain/price/rule/rule-text.ts';

const SEEN: PriceSight = { at: 0, price: { minor: 114_995, currency: 'USD' }, availability: 'InStock' };

/** As "1099 told", "1124 quiet", "OutOfStock to InStock told". */
function inWords({ about, before, after, told }: ExampleMove): string {
  const word = told ? 'told' : 'quiet';
  if (about === 'availability') return `${before.availability} to ${after.availability} ${word}`;
  return `${(after.price?.minor ?? 0) / 100} ${word}`;
}

it.each<[readonly string[], readonly string[]]>([
  [['below 1100'], ['1099 told', '1124 quiet']],
  [
    ['below 1100 USD', 'back in stock'],
    ['1099 told', '1124 quiet', 'OutOfStock to InStock told'],
  ],
  [['drop 5%'], ['1092 told', '1121 quiet']],
  [['rise 10%'], ['1265 told', '1208 quiet']],
  [['any change'], ['1126 told', '1173 told']],
  [['above 1200'], ['1201 told', '1175 quiet']],
  [['out of stock'], ['InStock to OutOfStock told']],
  [['moves by 10%'], ['1034 told', '1265 told', '1092 quiet']],
  [['moves below 1000'], ['999 told', '1074 quiet']],
  [['all-time low'], ['1092 told', '1208 quiet']],
  [['was never seen'], []],
])('%j of 1,149.95 in stock', (rules, expected) => {
  expect(exampleMoves(rules.map(parsePriceRule), SEEN).map(inWords)).toEqual(expected);
});

it('shows a stock that turns of a page that is sold out, and of one that names no price', () => {
  const rules = [parsePriceRule('below 1100'), parsePriceRule('back in stock')];
  const seen: PriceSight = { at: 0, price: null, availability: 'OutOfStock' };
  expect(exampleMoves(rules, seen).map(inWords)).toEqual(['OutOfStock to InStock told']);
});

it('says of a target that is met already that it is told once', () => {
  const seen: PriceSight = { ...SEEN, price: { minor: 95_000, currency: 'USD' } };
  const moves = exampleMoves([parsePriceRule('below 1100')], seen);
  expect(moves.map(inWords)).toEqual(['1101 quiet', '1025 quiet']);
  expect(moves[1]?.reason).toContain('told already');
});

it('keeps the parts of small prices and of amounts close to the seen one', () => {
  const seen: PriceSight = { ...SEEN, price: { minor: 1_290, currency: 'EUR' } };
  expect(exampleMoves([parsePriceRule('below 12.50 EUR')], seen).map(inWords)).toEqual([
    '12.37 told',
    '12.7 quiet',
  ]);
  const close: PriceSight = { ...SEEN, price: { minor: 5_050, currency: 'EUR' } };
  expect(exampleMoves([parsePriceRule('below 50 EUR')], close).map(inWords)).toEqual([
    '49 told',
    '50 told',
    '50.25 quiet',
  ]);
});

it('judges a move that somebody names', () => {
  const rules = [parsePriceRule('below 1100')];
  expect(judgeMoveTo(rules, SEEN, { minor: 109_900, currency: 'USD' })).toMatchObject({
    told: true,
    reason: expect.stringContaining('at or below'),
  });
  expect(judgeMoveTo(rules, SEEN, { minor: 112_000, currency: 'USD' }).told).toBe(false);
});
