import { expect, test } from 'vitest';
import {
  newTelling,
  roundBelow,
  rulesOf,
  tellingOf,
} from '../../../../../dashboard/job/new-job/price/price-telling.ts';
import type { SavedPriceRule } from '../../../../../domain/price/rule/rule-input.ts';
import { parsePriceRule } from '../../../../../domain/price/rule/rule-text.ts';

const STOCK = { kind: 'back-in-stock' } as const;

test.each<[string, Partial<ReturnType<typeof newTelling>>, readonly SavedPriceRule[]]>([
  ['any move', { move: 'any' }, [{ kind: 'any-change' }, STOCK]],
  [
    'below an amount',
    { below: '1,100', move: 'below' },
    [{ kind: 'target', amount: '1100', currency: 'USD' }, STOCK],
  ],
  [
    'below an amount as Germans write it',
    { below: '1.100,50', move: 'below' },
    [{ kind: 'target', amount: '1100.50', currency: 'USD' }, STOCK],
  ],
  [
    'below an amount of another currency',
    { below: '99.95 EUR', move: 'below' },
    [{ kind: 'target', amount: '99.95', currency: 'EUR' }, STOCK],
  ],
  ['falls by percent', { falls: '5', move: 'falls', backInStock: false }, [{ kind: 'drop', percent: 5 }]],
  ['the stock alone', { move: 'none' }, [STOCK]],
])('%s is a rule', (_what, chosen, rules) => {
  expect(rulesOf({ ...newTelling(''), ...chosen }, 'USD')).toEqual({ rules, fault: null });
});

test.each([
  [{ move: 'below' as const, below: '' }, 'below which price'],
  [{ move: 'below' as const, below: 'cheap' }, 'below which price'],
  [{ move: 'falls' as const, falls: '0' }, 'how many percent'],
  [{ move: 'none' as const, backInStock: false }, 'at least one'],
])('%j can not be saved', (chosen, why) => {
  expect(rulesOf({ ...newTelling(''), ...chosen }, 'USD').fault).toContain(why);
});

test.each([
  [['below 1100 USD', 'back in stock']],
  [['drop 5%']],
  [['any change', 'back in stock', 'out of stock']],
  [['back in stock']],
  [['below 1100 USD', 'drop 5%', '30-day low']],
])('the rules %j are shown as they are and saved as they were', (texts) => {
  const rules = texts.map((text) => parsePriceRule(text));
  const saved = rulesOf(tellingOf(rules, ''), 'EUR');
  expect(saved.fault).toBeNull();
  expect(new Set(saved.rules.map((rule) => JSON.stringify(rule)))).toEqual(
    new Set(rules.map((rule) => JSON.stringify(rule))),
  );
});

test('a rule with a name or a limit of its own keeps it', () => {
  const rules: SavedPriceRule[] = [
    { kind: 'target', amount: '50', name: 'cheap' },
    { kind: 'drop', percent: 5, hysteresisPercent: 0 },
  ];
  expect(tellingOf(rules, '')).toMatchObject({ move: 'none', others: rules });
  expect(rulesOf(tellingOf(rules, ''), 'USD').rules).toEqual(rules);
});

test('a job without rules tells every move', () => {
  expect(rulesOf(tellingOf([], ''), '').rules).toEqual([
    { kind: 'any-change' },
    STOCK,
    { kind: 'out-of-stock' },
  ]);
});

test.each([
  ['1149.95', '1090'],
  ['100', '95'],
  ['12.90', '12.2'],
  ['99.00', '94'],
  ['5', '4.75'],
  ['0', ''],
])('below %s, %s is proposed', (price, below) => {
  expect(roundBelow(price)).toBe(below);
});
