import { expect, test } from 'vitest';
import { REASONS, type ReasonCode } from '../../../../domain/run/outcome.ts';
import { remedyOf } from '../../../../domain/run/report/reason-remedy.ts';

/** Failures that mend themselves: a second look, or the next run, settles them. */
const SETTLED_BY_THEMSELVES: ReasonCode[] = [
  'removal-pending',
  'judgement-pending',
  'reset',
  'protocol',
  'bad-encoding',
  'truncated',
];

test('every failure that does not settle by itself stands with a remedy', () => {
  const codes = Object.keys(REASONS) as ReasonCode[];
  const failing = codes.filter((code) => REASONS[code].outcome === 'failed');
  expect(failing.filter((code) => remedyOf(code) === null).toSorted()).toEqual(
    SETTLED_BY_THEMSELVES.toSorted(),
  );
});

test('a page that went well needs no remedy', () => {
  expect([remedyOf('first-visit'), remedyOf('same-text'), remedyOf('all-done')]).toEqual([null, null, null]);
});
