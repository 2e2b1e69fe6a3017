// Whether a price point is worth telling by a rule. The rule compares with the price it told last; what it knows of a
// page is kept between two points, and begins anew when the rule is edited.
import type { PricePoint } from '../../page/page.ts';
import { ruleKey } from '../../price/rule/judge-rules.ts';
import { judgePriceRule, stockOf } from '../../price/rule/price-rule.ts';
import { NEW_RULE_STATE, type PriceRule, type PriceRuleState } from '../../price/rule/rule-input.ts';
import type { AlertVerdict } from './judge-change.ts';

/** What a rule knows of a page. */
export interface AlertState {
  /** `<ruleId>:<pageId>` */
  readonly _id: string;
  readonly ruleId: string;
  readonly jobId: string;
  /** `ruleKey` of the rule it belongs to. */
  readonly key: string;
  readonly state: PriceRuleState;
  /** The point that was judged last. */
  readonly pointId: string;
  readonly at: Date;
}

type JudgedPoint = Pick<
  PricePoint,
  | '_id'
  | 'at'
  | 'minor'
  | 'currency'
  | 'listMinor'
  | 'availability'
  | 'beforeMinor'
  | 'percent'
  | 'beforeAvailability'
>;

export interface PriceVerdict extends AlertVerdict {
  readonly state: PriceRuleState;
  /** The price told last, or the first one. */
  readonly before: PriceRuleState['reference'];
}

/** Null: a later point of the page, or this one, was judged already. */
export function judgePrice(
  rule: PriceRule,
  kept: AlertState | null,
  point: JudgedPoint,
  earlier: readonly JudgedPoint[] = [],
): PriceVerdict | null {
  const isKnown = kept !== null && kept.key === ruleKey(rule);
  if (isKnown && (kept.pointId === point._id || kept.at.getTime() > point.at.getTime())) return null;
  const begin = isKnown ? kept.state : firstState(rule, point);
  const state = { ...begin, stock: stockBefore(begin.stock, point) };
  const now = { ...point, at: point.at.getTime() };
  const points = earlier.map((one) => ({ ...one, at: one.at.getTime() }));
  return { ...judgePriceRule({ rule, state, now, earlier: points }), before: state.reference };
}

const BY_MOVE: ReadonlySet<PriceRule['kind']> = new Set(['drop', 'rise', 'any-change', 'move']);

/** A rule by moves that is new to a page compares with the price that was in force until this one. */
function firstState({ kind }: PriceRule, point: JudgedPoint): PriceRuleState {
  const { minor, currency, beforeMinor, percent } = point;
  // A point without a percentage of its move came with another currency.
  const isOtherMoney = percent === 0 && beforeMinor !== minor;
  if (beforeMinor === undefined || isOtherMoney || !BY_MOVE.has(kind)) return NEW_RULE_STATE;
  return { ...NEW_RULE_STATE, reference: { minor: beforeMinor, currency } };
}

/** A stock that moved without a price has no point of its own; the next point names it. */
function stockBefore(known: PriceRuleState['stock'], { beforeAvailability }: JudgedPoint): typeof known {
  if (beforeAvailability === undefined) return known;
  return stockOf(beforeAvailability) ?? known;
}
