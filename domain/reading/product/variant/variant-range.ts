// What several variants of one product cost, from their prices as written.
import type { VariantPrices } from '../../page/parsed-page.ts';
import { parseMoney } from '../../money/money.ts';

/** Beyond these an amount is no price, and is not written in plain digits. */
const MIN_AMOUNT = 0.001;
const MAX_AMOUNT = 1e12;

/** Undefined where there is no choice, or all cost the same. `count`: how many there are, where more are named than priced. */
export function variantRange(
  kind: VariantPrices['kind'],
  prices: readonly string[],
  count = prices.length,
): VariantPrices | undefined {
  const amounts = prices.flatMap((price) => {
    const amount = Number(parseMoney(price).amount ?? 0);
    return amount >= MIN_AMOUNT && amount < MAX_AMOUNT ? [amount] : [];
  });
  if (amounts.length < 2 || count < 2) return undefined;
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  return low < high ? { kind, count, low: decimal(low), high: decimal(high) } : undefined;
}

/** Two decimals at least, as prices are written; the currency says later how many it has. */
function decimal(amount: number): string {
  const text = String(amount);
  return /\.\d{2,}$/.test(text) ? text : amount.toFixed(2);
}
