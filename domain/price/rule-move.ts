// Rules about the distance from the price told last: a drop, a rise, any change. The reference stays where
// the rule fired, so a slow creep fires once per step, and moves within one step never fire.
import { formatMoney } from './money.ts';
import type { PriceRule, PriceRuleInput, PriceRuleVerdict } from './rule-input.ts';
import { percentChange } from './track.ts';

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

/** Lower by at least `percent`. */
export function isBelowBy(percent: number, before: number, after: number): boolean {
  return after < before && after <= before * (1 - percent / 100 + EPSILON);
}

/** Higher by at least `percent`. */
export function isAboveBy(percent: number, before: number, after: number): boolean {
  return after > before && after >= before * (1 + percent / 100 - EPSILON);
}
