// A job with a price rule of its own, in its configuration or as an alert rule of it or of its tag: that rule says which
// moves of its prices are told, so the alert rules about changes that reach further leave them to it.
import type { Change } from '../../page/page.ts';
import { isStockRule } from '../../price/rule/price-rule.ts';
import type { PriceRule } from '../../price/rule/rule-input.ts';
import { type AlertRule, NARROW_FIRST, narrownessOf } from './alert-rule.ts';

type Moved = Pick<Change, 'kind' | 'stockMoved' | 'detail' | 'rules'>;

/** Which moves rules are about. */
export interface RuledMoves {
  readonly price: boolean;
  readonly stock: boolean;
}

export function ruledMovesOf(rules: readonly PriceRule[] = []): RuledMoves {
  return { price: rules.some((rule) => !isStockRule(rule)), stock: rules.some(isStockRule) };
}

/** Whether a change is a move of price or stock and nothing else. */
export function isPriceMove({ kind, detail }: Moved): boolean {
  return isOfPrice(kind) && isOfPrice(detail.kind);
}

function isOfPrice(kind: Change['kind']): boolean {
  return kind === 'price' || kind === 'availability';
}

/** The rules without those about changes that leave this move to a narrower rule about prices. */
export function withoutReplaced(
  rules: readonly AlertRule[],
  change: Moved,
  ofJob: RuledMoves,
): readonly AlertRule[] {
  if (!isPriceMove(change)) return rules;
  const narrowest = NARROW_FIRST.findIndex((kind) => {
    // What the job's own rules found is theirs already, and is told.
    if (kind === 'job' && change.rules === undefined && areAbout(ofJob, change)) return true;
    const own = rules.flatMap(({ scope, when }) =>
      kind !== 'workspace' && scope.kind === kind && when.kind === 'price' ? [when.rule] : [],
    );
    return areAbout(ruledMovesOf(own), change);
  });
  if (narrowest < 0) return rules;
  return rules.filter((rule) => rule.when.kind !== 'change' || narrownessOf(rule) <= narrowest);
}

/** Whether they are about all that moved: a rule about prices says nothing of the stock, and the other way round. */
function areAbout({ price, stock }: RuledMoves, { kind, stockMoved }: Moved): boolean {
  if (kind === 'availability') return stock;
  return price && (stock || stockMoved !== true);
}
