// Rules about the level of a price: at or below an amount, at or above it, lower than ever, lower than in the last
// 30 days. After such a rule has fired, the price has to move away by the hysteresis before it fires again.
import { exponentOf } from '../../reading/money/exponent.ts';
import { formatMoney, toMinor } from '../../reading/money/money.ts';
import type { PriceRule, PriceRuleInput, PriceRuleVerdict } from './rule-input.ts';
import { extremeOf } from './rule-memory.ts';
import { isAboveBy, isBelowBy, isOtherCurrency } from './rule-move.ts';
import { LOWEST_OF_30_DAYS } from '../thirty-day-low.ts';

type LevelRule = Extract<PriceRule, { kind: 'target' | 'above' | 'all-time-low' | 'low-30-days' }>;
type LevelInput = PriceRuleInput & { readonly rule: LevelRule };
type AmountRule = Extract<PriceRule, { kind: 'target' | 'above' }>;

const DEFAULT_HYSTERESIS = 2;

export function judgeLevel(input: LevelInput): PriceRuleVerdict {
  const { rule } = input;
  return rule.kind === 'target' || rule.kind === 'above' ? judgeAmount(input, rule) : judgeLow(input);
}

function judgeAmount({ state, now }: LevelInput, rule: AmountRule): PriceRuleVerdict {
  if (isOtherCurrency(rule.currency, now.currency))
    return { state, fires: false, reason: `the price is in ${now.currency}, the target in ${rule.currency}` };
  const currency = now.currency === '' ? (rule.currency ?? '') : now.currency;
  const target = toMinor(rule.amount, currency);
  const price = formatMoney({ minor: now.minor, currency });
  const isLow = rule.kind === 'target';
  const isMet = isLow ? now.minor <= target.minor : now.minor >= target.minor;
  if (!isMet) {
    const isAway = (isLow ? isAboveBy : isBelowBy)(hysteresisOf(rule), target.minor, now.minor);
    const reason = `${price} is ${isLow ? 'above' : 'below'} ${formatMoney(target)}`;
    return { state: { ...state, armed: state.armed || isAway }, fires: false, reason };
  }
  const met = { ...state, armed: false };
  if (!state.armed) return { state: met, fires: false, reason: `${price}: told already, and not away since` };
  if (state.reference === null && rule.atFirst === false) {
    const reason = `${price} was that ${isLow ? 'low' : 'high'} when it was first seen`;
    return { state: met, fires: false, reason };
  }
  const reason = `${price} is at or ${isLow ? 'below' : 'above'} ${formatMoney(target)}`;
  return { state: met, fires: true, reason };
}

function judgeLow(input: LevelInput): PriceRuleVerdict {
  const { rule, now } = input;
  const state = rearmed(input);
  const bound =
    rule.kind === 'all-time-low' ? state.lowestMinor : extremeOf(state.memory, now.at, LOWEST_OF_30_DAYS);
  if (bound === null) return { state, fires: false, reason: 'first price: nothing to be lower than' };
  const words = rule.kind === 'all-time-low' ? 'the lowest so far' : 'the lowest of the last 30 days';
  const price = formatMoney(now);
  const before = formatMoney({ minor: bound, currency: now.currency });
  if (now.minor >= bound) return { state, fires: false, reason: `${price} is not below ${before}, ${words}` };
  const reference = state.reference;
  const isDeeper = reference !== null && isBelowBy(hysteresisOf(rule), reference.minor, now.minor);
  if (!state.armed && !isDeeper)
    return { state, fires: false, reason: `${price} is hardly lower than the low told last` };
  return {
    state: { ...state, reference: { minor: now.minor, currency: now.currency }, armed: false },
    fires: true,
    reason: `${price} is below ${before}, ${words}`,
  };
}

/** Arms the rule again when the price rose by the hysteresis, or the low told last is older than 30 days. */
function rearmed({ rule, state, now }: LevelInput): PriceRuleInput['state'] {
  const { reference, armed, firedAt } = state;
  if (armed || reference === null) return state;
  const isUp = isAboveBy(hysteresisOf(rule), reference.minor, now.minor);
  const isOld =
    rule.kind === 'low-30-days' && firedAt !== null && now.at - firedAt > LOWEST_OF_30_DAYS.windowMs;
  return isUp || isOld ? { ...state, armed: true } : state;
}

function hysteresisOf({ hysteresisPercent = DEFAULT_HYSTERESIS }: LevelRule): number {
  return hysteresisPercent;
}

/** Whether a rule's amount is valid: a plain decimal with at most the currency's decimals. */
export function isRuleAmount(amount: string, currency: string): boolean {
  const digits = /^\d{1,13}(?:\.(\d{1,4}))?$/.exec(amount);
  return digits !== null && (currency === '' || (digits[1] ?? '').length <= exponentOf(currency));
}
