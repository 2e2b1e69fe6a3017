// The report of a run against an engine: nothing that was not run, or not in time, counts as passed.
import { expect, test } from 'vitest';
import { readOutcomes, tableOf } from './outcomes.ts';

const of = (ancestor: string | null, title: string, status: string, message?: string) => ({
  ancestorTitles: ancestor === null ? [] : [ancestor],
  title,
  status,
  ...(message === undefined ? {} : { failureMessages: [message] }),
});

const REPORT = JSON.stringify({
  testResults: [
    {
      name: '/x/test/adapters/mongo/mongo-stores.test.ts',
      assertionResults: [
        of('run store on mongo', 'one wins', 'failed', 'AssertionError: expected 2 to be 1\n  at x'),
        of('run store on mongo', 'lists', 'passed'),
        of('run store on mongo', 'is slow', 'failed', 'Error: STACK_TRACE_ERROR'),
      ],
    },
    {
      name: '/x/test/adapters/mongo/store-room.test.ts',
      assertionResults: [of(null, 'left out', 'skipped')],
    },
  ],
});

test('each test has its contract, and why it did not pass', () => {
  expect(readOutcomes(REPORT)).toEqual([
    { contract: 'run store', title: 'one wins', fault: 'expected 2 to be 1' },
    { contract: 'run store', title: 'lists', fault: null },
    { contract: 'run store', title: 'is slow', fault: 'It was not done in time.' },
    { contract: 'store-room', title: 'left out', fault: 'skipped' },
  ]);
});

test('a table has a row for each contract and a column for each engine', () => {
  const outcomes = readOutcomes(REPORT);
  const passed = outcomes.map((one) => ({ ...one, fault: null }));
  expect(
    tableOf(
      new Map([
        ['one', outcomes],
        ['other', passed],
      ]),
    ).split('\n'),
  ).toEqual([
    '| contract | one | other |',
    '| --- | ---: | ---: |',
    '| run store | 1 of 3 | 3 |',
    '| store-room | 0 of 1 | 1 |',
    '| all | 1 of 4 | 4 |',
  ]);
});
