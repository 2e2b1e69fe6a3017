// Rules about the distance from the price told last: a drop, a rise, any change, moves beyond limits. The reference
// stays where the rule fired, so a slow creep fires once per step, and moves within one step never fire.
import { formatMoney, toMinor } from '../../reading/money/money.ts';
import type { Money } from '../../reading/money/money-value.ts';
import type { PriceRule, PriceRuleInput, PriceRuleVerdict } from './rule-input.ts';
import { percentChange } from '../track.ts';

type MoveRule = Extract<PriceRule, { kind: 'drop' | 'rise' | 'any-change' }>;

const DEFAULT_HYSTERESIS = 2;
/** Percentages are decimal fractions: a move of exactly x % may be slightly less in binary. */
const EPSILON = 1e-9;

export function judgeMove(input: PriceRuleInput & { readonly rule: MoveRule }): PriceRuleVerdict {
  const { rule, state, now } = input;
  const { reference } = state;
  if (reference === null)
    return { state, fires: false, reason: 'first price: what later ones are compared with' };
  const price = { minor: now.minor, currency: now.currency };
  const percent = percentChange(reference.minor, price.minor);
  const told = `${formatMoney(reference)} to ${formatMoney(price)} (${percent > 0 ? '+' : ''}${percent} %)`;
  if (rule.kind === 'any-change') {
    if (price.minor === reference.minor)
      return { state, fires: false, reason: 'the price is the one told last' };
    return { state: { ...state, reference: price }, fires: true, reason: `from ${told}` };
  }
  const isFar = rule.kind === 'drop' ? isBelowBy : isAboveBy;
  if (isFar(rule.percent, reference.minor, price.minor)) {
    return {
      state: { ...state, reference: price, following: false },
      fires: true,
      reason: `${rule.kind === 'drop' ? 'fell' : 'rose'} from ${told}`,
    };
  }
  return follow(input, told);
}

type EachMove = Extract<PriceRule, { kind: 'move' }>;

/** Each move while the price is beyond the limits and far enough from the price told last. */
export function judgeEachMove(input: PriceRuleInput & { readonly rule: EachMove }): PriceRuleVerdict {
  const { rule, state, now } = input;
  const { reference } = state;
  const price = { minor: now.minor, currency: now.currency };
  if (isOtherCurrency(rule.currency, now.currency)) {
    const reason = `the price is in ${now.currency}, the amounts in ${rule.currency}`;
    return { state, fires: false, reason };
  }
  if (reference === null)
    return { state, fires: false, reason: 'first price: what later ones are compared with' };
  if (price.minor === reference.minor)
    return { state, fires: false, reason: 'the price is the one told last' };
  if (isWithin(rule, price)) {
    // Back within the limits: the next price beyond them is a move, though it may be the one told last.
    const moved = isWithin(rule, reference) ? state : { ...state, reference: price };
    return { state: moved, fires: false, reason: `${formatMoney(price)} is within the limits` };
  }
  const percent = percentChange(reference.minor, price.minor);
  const told = `${formatMoney(reference)} to ${formatMoney(price)} (${percent > 0 ? '+' : ''}${percent} %)`;
  if (!isFarEnough(rule, reference, price))
    return { state, fires: false, reason: `from ${told} is not far enough` };
  return { state: { ...state, reference: price }, fires: true, reason: `moved from ${told}` };
}

/** Whether the price is between the limits; without limits no price is. */
function isWithin({ below, above }: EachMove, { minor, currency }: Money): boolean {
  if (below === undefined && above === undefined) return false;
  const isHigh = below === undefined || minor >= toMinor(below, currency).minor;
  return isHigh && (above === undefined || minor <= toMinor(above, currency).minor);
}

function isFarEnough({ percent, byAmount }: EachMove, told: Money, price: Money): boolean {
  const isFar =
    percent === undefined ||
    isBelowBy(percent, told.minor, price.minor) ||
    isAboveBy(percent, told.minor, price.minor);
  if (!isFar || byAmount === undefined) return isFar;
  return Math.abs(price.minor - told.minor) >= toMinor(byAmount, price.currency).minor;
}

/** Far enough in the other direction the price becomes the reference, and then follows every step. */
function follow(
  { rule, state, now }: PriceRuleInput & { readonly rule: MoveRule },
  told: string,
): PriceRuleVerdict {
  const { reference } = state;
  if (rule.kind === 'any-change' || reference === null) return { state, fires: false, reason: told };
  const isAway = rule.kind === 'drop' ? isAboveBy : isBelowBy;
  const back = state.following ? 0 : rule.percent + (rule.hysteresisPercent ?? DEFAULT_HYSTERESIS);
  if (isAway(back, reference.minor, now.minor)) {
    const price = { minor: now.minor, currency: now.currency };
    const moved = { ...state, reference: price, following: true };
    return { state: moved, fires: false, reason: `compared with ${formatMoney(price)} from now on` };
  }
  return { state, fires: false, reason: `from ${told} is less than ${rule.percent} %` };
}

/** Whether a rule's amounts are in another currency than the page's price. */
export function isOtherCurrency(own: string | undefined, page: string): boolean {
  return own !== undefined && page !== '' && own !== page;
}

/** Lower by at least `percent`. */
export function isBelowBy(percent: number, before: number, after: number): boolean {
  return after < before && after <= before * (1 - percent / 100 + EPSILON);
}

/** Higher by at least `percent`. */
export function isAboveBy(percent: number, before: number, after: number): boolean {
  return after > before && after >= before * (1 + percent / 100 - EPSILON);
}
