// What the price rules of a job would know of a page, had they seen these prices alone.
import type { Page, PricePoint } from '../../page/page.ts';
import { judgePriceRules, type KeptRuleState } from '../../price/rule/judge-rules.ts';
import type { SavedPriceRule } from '../../price/rule/rule-input.ts';

/** `points`: newest first. Undefined: nothing, as of a page without prices or a job without rules. */
export function statesAfter(
  { priceRules }: Pick<Page, 'priceRules'>,
  rules: readonly SavedPriceRule[],
  points: readonly PricePoint[],
): readonly KeptRuleState[] | undefined {
  if (priceRules === undefined || points.length === 0) return undefined;
  return points.toReversed().reduce<readonly KeptRuleState[]>((states, point) => {
    const { minor, currency, availability, listMinor } = point;
    const sight = { at: point.at.getTime(), price: { minor, currency }, availability, listMinor };
    return judgePriceRules({ rules, states, sight }).states;
  }, []);
}
