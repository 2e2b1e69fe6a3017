// A job or a tag with a price rule of its own: that rule says which moves of its prices are told, so the rules about changes
// that reach further leave them to it.
import type { Change } from '../page/page.ts';
import { isStockRule } from '../price/rule/price-rule.ts';
import { saysStockMoved } from '../price/track.ts';
import { type AlertRule, narrownessOf } from './alert-rule.ts';

type Moved = Pick<Change, 'kind' | 'summary' | 'detail'>;

/** Whether a change is a move of price or stock and nothing else. */
export function isPriceMove({ kind, detail }: Moved): boolean {
  return isOfPrice(kind) && isOfPrice(detail.kind);
}

function isOfPrice(kind: Change['kind']): boolean {
  return kind === 'price' || kind === 'availability';
}

/** The rules of the job without those about changes that leave this move to a narrower rule about prices. */
export function withoutReplaced(rules: readonly AlertRule[], change: Moved): readonly AlertRule[] {
  if (!isPriceMove(change)) return rules;
  const own = rules.filter((rule) => rule.scope.kind !== 'workspace' && rule.when.kind === 'price');
  const narrowest = Math.min(...ownersOfMove(own, change).map(narrownessOf));
  return rules.filter((rule) => rule.when.kind !== 'change' || narrownessOf(rule) <= narrowest);
}

/** Rules about all that moved: one about prices says nothing of the stock, and the other way round. */
function ownersOfMove(own: readonly AlertRule[], { kind, summary }: Moved): readonly AlertRule[] {
  const isAboutStock = ({ when }: AlertRule): boolean => when.kind === 'price' && isStockRule(when.rule);
  const [stock, price] = [own.filter(isAboutStock), own.filter((rule) => !isAboutStock(rule))];
  if (kind === 'availability') return stock;
  return saysStockMoved(summary) && stock.length === 0 ? [] : price;
}
