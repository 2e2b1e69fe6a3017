// Rules about the level of a price: at or below a target, lower than ever, lower than in the last 30 days.
// After such a rule has fired, the price has to move away by the hysteresis before it fires again.
import { exponentOf } from './exponent.ts';
import { formatMoney, toMinor } from './money.ts';
import type { PriceRule, PriceRuleInput, PriceRuleVerdict } from './rule-input.ts';
import { isAboveBy, isBelowBy } from './rule-move.ts';
import { lowestBetween } from './series.ts';

type LevelRule = Extract<PriceRule, { kind: 'target' | 'all-time-low' | 'low-30-days' }>;
type LevelInput = PriceRuleInput & { readonly rule: LevelRule };

const DEFAULT_HYSTERESIS = 2;
const DAY_MS = 86_400_000;
const WINDOW_MS = 30 * DAY_MS;

export function judgeLevel(input: LevelInput): PriceRuleVerdict {
  const { rule } = input;
  return rule.kind === 'target' ? judgeTarget(input, rule) : judgeLow(input);
}

function judgeTarget(
  { state, now }: LevelInput,
  rule: Extract<LevelRule, { kind: 'target' }>,
): PriceRuleVerdict {
  if (rule.currency !== undefined && now.currency !== '' && rule.currency !== now.currency) {
    return { state, fires: false, reason: `the price is in ${now.currency}, the target in ${rule.currency}` };
  }
  const currency = now.currency === '' ? (rule.currency ?? '') : now.currency;
  const target = toMinor(rule.amount, currency);
  const price = formatMoney({ minor: now.minor, currency });
  if (now.minor > target.minor) {
    const isAway = isAboveBy(hysteresisOf(rule), target.minor, now.minor);
    const armed = state.armed || isAway;
    return { state: { ...state, armed }, fires: false, reason: `${price} is above ${formatMoney(target)}` };
  }
  const isFirst = state.reference === null;
  const below = { ...state, armed: false };
  if (!state.armed)
    return { state: below, fires: false, reason: `${price}: told already, and not away since` };
  if (isFirst && rule.atFirst === false)
    return { state: below, fires: false, reason: `${price} was that low when it was first seen` };
  return { state: below, fires: true, reason: `${price} is at or below ${formatMoney(target)}` };
}

function judgeLow(input: LevelInput): PriceRuleVerdict {
  const { rule, now } = input;
  const state = rearmed(input);
  const bound = rule.kind === 'all-time-low' ? lowestEver(input) : lowestOf30Days(input);
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
  const isOld = rule.kind === 'low-30-days' && firedAt !== null && now.at - firedAt > WINDOW_MS;
  return isUp || isOld ? { ...state, armed: true } : state;
}

function lowestEver({ state, now, earlier }: LevelInput): number | null {
  const known = earlier.filter(({ currency }) => currency === now.currency).map(({ minor }) => minor);
  const lows = state.lowestMinor === null ? known : [...known, state.lowestMinor];
  return lows.length === 0 ? null : lows.reduce((low, minor) => Math.min(low, minor));
}

function lowestOf30Days({ now, earlier }: LevelInput): number | null {
  const own = earlier.filter(({ currency, at }) => currency === now.currency && at < now.at);
  return lowestBetween(own, now.at - WINDOW_MS, now.at);
}

function hysteresisOf({ hysteresisPercent = DEFAULT_HYSTERESIS }: LevelRule): number {
  return hysteresisPercent;
}

/** Whether a rule's amount is valid: a plain decimal with at most the currency's decimals. */
export function isRuleAmount(amount: string, currency: string): boolean {
  const digits = /^\d{1,13}(?:\.(\d{1,4}))?$/.exec(amount);
  return digits !== null && (currency === '' || (digits[1] ?? '').length <= exponentOf(currency));
}
