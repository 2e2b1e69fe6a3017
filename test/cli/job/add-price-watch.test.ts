// The options of a price watch: what they ask for, and what is refused beside them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from '../../api/harness.ts';
import { runCli } from '../harness.ts';

const TENT = 'https://shop.example/tent';
let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (args: readonly string[]) => runCli([...args, '--api', api]);

test.each<[string[], string, object]>([
  [
    ['--below', '99,95 EUR', '--falls-by', '5%', '--back-in-stock'],
    'changes',
    {
      watch: 'price-and-stock',
      priceRules: [
        { kind: 'target', amount: '99.95', currency: 'EUR' },
        { kind: 'drop', percent: 5 },
        { kind: 'back-in-stock' },
      ],
    },
  ],
  [['--any-move'], 'changes', { watch: 'price-and-stock', priceRules: [{ kind: 'any-change' }] }],
  [['--below', '50', '--watch', 'page'], 'changes', { watch: 'page' }],
  [['--price-rule', 'below 50'], 'changes', { watch: 'page' }],
])('drafts what is watched from %j', async (args, member, expected) => {
  const { code, out, err } = await run(['add', TENT, ...args, '--dry-run', '--json']);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out).config[member]).toMatchObject(expected);
});

test('a condition on text is refused of a price watch, with the price rule to write instead', async () => {
  const { code, err } = await run(['add', TENT, '--back-in-stock', '--when', 'number < 50', '--dry-run']);
  expect(code).not.toBe(0);
  expect(err).toContain('"below 50"');
});
