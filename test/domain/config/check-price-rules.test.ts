// What is wrong with price rules, and where: told when a job is saved.
import { describe, expect, it } from 'vitest';
import { checkJob } from '../../../domain/config/check-job.ts';

const context = {
  policy: { allowHosts: [], ports: [] },
  jobId: 'job',
  now: new Date('2026-01-01T00:00:00Z'),
};

function faultsOf(priceRules: unknown): string[] {
  const source = { kind: 'pages', urls: ['https://shop.example/'] };
  const check = checkJob({ config: { source, changes: { priceRules } } }, context);
  const all = check.ok ? [] : check.faults;
  return all
    .filter(({ pointer }) => pointer.startsWith('/config/changes'))
    .map(({ pointer, detail }) => `${pointer.slice('/config/changes/priceRules'.length)} ${detail}`);
}

describe('a price rule', () => {
  it.each([
    [[{ kind: 'target', amount: '99.95', currency: 'EUR' }]],
    [[{ kind: 'above', amount: '1000', currency: 'JPY', name: 'dear' }]],
    [[{ kind: 'move', below: '80', above: '80' }]],
    [
      [
        { kind: 'drop', percent: 5 },
        { kind: 'drop', percent: 6 },
      ],
    ],
    [
      [
        { kind: 'drop', percent: 5 },
        { kind: 'drop', percent: 5, hysteresisPercent: 4, name: 'other' },
      ],
    ],
    [[]],
  ])('is taken: %j', (rules) => {
    expect(faultsOf(rules)).toEqual([]);
  });

  it.each<[unknown, string]>([
    [[{ kind: 'target', amount: '99,95' }], '/0/amount Give an amount as a plain decimal, as "99.95".'],
    [
      [{ kind: 'target', amount: '1.5', currency: 'JPY' }],
      '/0/amount 1.5 has more than the 0 decimals of JPY.',
    ],
    [
      [{ kind: 'target', amount: '1', currency: 'XQQ' }],
      '/0/currency "XQQ" is no currency. Give a code of ISO 4217, as "EUR".',
    ],
    [[{ kind: 'target', amount: '1', currency: 'euro' }], '/0/currency Give a code of ISO 4217, as "EUR".'],
    [[{ kind: 'move' }], '/0 Say which moves are told: give `below`, `above`, `percent` or `byAmount`.'],
    [[{ kind: 'move', below: '120', above: '80' }], '/0 Every price is below 120 or above 80'],
    [
      [
        { kind: 'drop', percent: 5 },
        { kind: 'drop', percent: 5 },
      ],
      '/1/name There is another rule called "drop 5%", at 0',
    ],
    [
      [
        { kind: 'rise', percent: 5, name: 'A' },
        { kind: 'drop', percent: 5, name: 'a' },
      ],
      '/1/name There is another',
    ],
    [[{ kind: 'drop', percent: 5, name: ' ' }], '/0/name Give a name of one line'],
    [['below 100 EUR'], '/0 Give an object, not a text.'],
    [Array.from({ length: 21 }, (_, n) => ({ kind: 'drop', percent: n + 1 })), ' Give at most 20'],
  ])('is refused: %j', (rules, words) => {
    const faults = faultsOf(rules);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(words);
  });
});
