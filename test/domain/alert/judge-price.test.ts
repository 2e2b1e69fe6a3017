import { expect, it } from 'vitest';
import { type AlertState, judgePrice } from '../../../domain/alert/judge-price.ts';
import { ruleKey } from '../../../domain/price/rule/judge-rules.ts';
import type { PriceRule } from '../../../domain/price/rule/rule-input.ts';
import { minutesLater, samplePrice, START } from '../../contracts/sample-documents.ts';

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
