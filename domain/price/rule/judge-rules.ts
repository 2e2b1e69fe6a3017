// Judges all price rules of a job on one look at a page, each with the state it has for this page. A state is kept
// under a key made of the rule itself: a rule that was edited begins anew, one that was renamed goes on, and the
// state of one that was removed is dropped.
import { isStockRule, judgePriceRule, judgeStockRule, needsEarlier } from './price-rule.ts';
import {
  NEW_RULE_STATE,
  type PriceRule,
  type PriceRuleState,
  type PriceRuleVerdict,
  type PriceSight,
  type SavedPriceRule,
} from './rule-input.ts';
import { nameOfRule } from './rule-text.ts';
import type { PricePoint } from '../price-point.ts';
import { given } from '../../system/given.ts';

/** What a job watches: the page, or its price and stock alone; and its rules. */
export interface PriceWatch {
  readonly watch?: 'page' | 'price-and-stock' | 'picture' | undefined;
  readonly priceRules?: readonly SavedPriceRule[] | undefined;
}

export interface KeptRuleState {
  /** `ruleKey` of the rule. */
  readonly key: string;
  readonly state: PriceRuleState;
}

/** A rule that fired, as a change names it. */
export interface FiredRule {
  readonly name: string;
  readonly reason: string;
}

export interface JudgedRule extends FiredRule {
  readonly about: 'price' | 'availability';
  readonly fires: boolean;
}

export interface JudgedRules {
  /** In the order of the job's rules. */
  readonly verdicts: readonly JudgedRule[];
  readonly states: readonly KeptRuleState[];
}

export interface RulesToJudge {
  readonly rules: readonly SavedPriceRule[];
  readonly states: readonly KeptRuleState[];
  readonly sight: PriceSight;
  /** Points of the page that are older than a rule which has no state yet. */
  readonly earlier?: readonly PricePoint[] | undefined;
}

/** A job that watches price and stock without naming rules is told every move of the two. */
const EVERY_MOVE: readonly SavedPriceRule[] = [
  { kind: 'any-change' },
  { kind: 'back-in-stock' },
  { kind: 'out-of-stock' },
];

export function rulesToJudge({ watch, priceRules = [] }: PriceWatch): readonly SavedPriceRule[] {
  return priceRules.length === 0 && watch === 'price-and-stock' ? EVERY_MOVE : priceRules;
}

/** The members of a rule in a fixed order, without its name. */
export function ruleKey(rule: SavedPriceRule): string {
  const members = Object.entries(rule).filter(([name, value]) => name !== 'name' && value !== undefined);
  return JSON.stringify(Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1))));
}

export function judgePriceRules({ rules, states, sight, earlier }: RulesToJudge): JudgedRules {
  const known = new Map(states.map(({ key, state }) => [key, state]));
  const kept = new Map<string, PriceRuleState>();
  const verdicts = rules.map((rule): JudgedRule => {
    const key = ruleKey(rule);
    const state = known.get(key) ?? NEW_RULE_STATE;
    const verdict = judgeSight(rule, state, { sight, earlier });
    kept.set(key, verdict.state);
    const about = isStockRule(rule) ? 'availability' : 'price';
    return { name: nameOfRule(rule), about, fires: verdict.fires, reason: verdict.reason };
  });
  return { verdicts, states: [...kept].map(([key, state]) => ({ key, state })) };
}

function judgeSight(
  rule: PriceRule,
  state: PriceRuleState,
  { sight, earlier }: Pick<RulesToJudge, 'sight' | 'earlier'>,
): PriceRuleVerdict {
  const { price, ...seen } = sight;
  if (isStockRule(rule)) return judgeStockRule(rule, state, seen);
  if (price === null) return { state, fires: false, reason: 'no price found on the page' };
  const now = { ...seen, ...price };
  return judgePriceRule({ rule, state, now, ...given({ earlier }) });
}

/** Whether some rule is new to the page and has to know what it asked before. */
export function needsEarlierPoints(
  rules: readonly SavedPriceRule[],
  states: readonly KeptRuleState[],
): boolean {
  const priced = new Set(states.filter(({ state }) => state.reference !== null).map(({ key }) => key));
  return rules.some((rule) => needsEarlier(rule) && !priced.has(ruleKey(rule)));
}
