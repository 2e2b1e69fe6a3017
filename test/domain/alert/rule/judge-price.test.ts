import { expect, it } from 'vitest';
import { type AlertState, judgePrice } from '../../../../domain/alert/rule/judge-price.ts';
import { ruleKey } from '../../../../domain/price/rule/judge-rules.ts';
import type { PriceRule } from '../../../../domain/price/rule/rule-input.ts';
import { minutesLater, samplePrice, START } from '../../../contracts/sample-documents.ts';

const BACK: PriceRule = { kind: 'back-in-stock' };

function kept(rule: PriceRule, state: AlertState['state'], pointId: string): AlertState {
  return { _id: 'rule:job:a', ruleId: 'rule', jobId: 'job', key: ruleKey(rule), state, pointId, at: START };
}

it('a stock that went without a price is known from the point that says it is back', () => {
  const first = judgePrice(BACK, null, samplePrice('job:a', 11));
  if (first === null) throw new Error('not judged');
  const back = samplePrice('job:a', 12, { at: minutesLater(5), beforeAvailability: 'OutOfStock' });
  expect(judgePrice(BACK, kept(BACK, first.state, 'job:a:11'), back)?.fires).toBe(true);
  const { beforeAvailability: _before, ...same } = back;
  expect(judgePrice(BACK, kept(BACK, first.state, 'job:a:11'), same)?.fires).toBe(false);
});

it('a point that was judged, and one before it, are passed over', () => {
  const first = judgePrice(BACK, null, samplePrice('job:a', 11));
  if (first === null) throw new Error('not judged');
  const state = kept(BACK, first.state, 'job:a:11');
  expect(judgePrice(BACK, state, samplePrice('job:a', 11))).toBeNull();
  expect(judgePrice(BACK, state, samplePrice('job:a', 10, { at: minutesLater(-5) }))).toBeNull();
});

it('the low of 30 days knows the points that are older than the rule', () => {
  const rule: PriceRule = { kind: 'low-30-days' };
  const earlier = [samplePrice('job:a', 10, { at: minutesLater(-60), minor: 2_000 })];
  const point = (minor: number) => samplePrice('job:a', 11, { minor });
  expect(judgePrice(rule, null, point(2_100), earlier)?.fires).toBe(false);
  expect(judgePrice(rule, null, point(1_500), earlier)?.fires).toBe(true);
});

it.each<[PriceRule, number, boolean]>([
  [{ kind: 'drop', percent: 5 }, 1_900, true],
  [{ kind: 'drop', percent: 5 }, 1_980, false],
  [{ kind: 'rise', percent: 5 }, 2_200, true],
  [{ kind: 'any-change' }, 1_999, true],
  [{ kind: 'move', below: '19.50' }, 1_900, true],
  [{ kind: 'move', below: '19.50' }, 1_960, false],
])('%j, new to a page, compares with the price that was in force until now: %i', (rule, minor, fires) => {
  const percent = Math.round(((minor - 2_000) / 2_000) * 10_000) / 100;
  const point = samplePrice('job:a', 11, { minor, changed: true, beforeMinor: 2_000, percent });
  expect(judgePrice(rule, null, point)?.fires).toBe(fires);
  expect(judgePrice(rule, null, samplePrice('job:a', 11, { minor }))?.fires).toBe(false);
});

it('a rule that is new to a page does not compare with a price in another currency', () => {
  const fields = { minor: 1_000, changed: true, beforeMinor: 2_000, percent: 0 };
  const point = samplePrice('job:a', 11, fields);
  expect(judgePrice({ kind: 'drop', percent: 5 }, null, point)?.fires).toBe(false);
});
