// Runs a price rule over the stored points of pages, to show what it would have told, when and why.
import { judgePriceRule } from './price-rule.ts';
import { NEW_RULE_STATE, type PriceObservation, type PriceRule, type PriceRuleState } from './rule-input.ts';

interface RuleFiring {
  readonly at: number;
  readonly minor: number;
  readonly currency: string;
  readonly reason: string;
}

export interface RuleReplay {
  readonly fired: readonly RuleFiring[];
  /** The rule's state after the last point; a live rule may continue from it. */
  readonly state: PriceRuleState;
}

/** The points of one page, in any order. */
export function replayPriceRule(rule: PriceRule, points: readonly PriceObservation[]): RuleReplay {
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const fired: RuleFiring[] = [];
  let state = NEW_RULE_STATE;
  for (const now of sorted) {
    const verdict = judgePriceRule({ rule, state, now });
    state = verdict.state;
    const { at, minor, currency } = now;
    if (verdict.fires) fired.push({ at, minor, currency, reason: verdict.reason });
  }
  return { fired, state };
}
