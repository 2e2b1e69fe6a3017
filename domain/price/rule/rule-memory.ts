// What a rule remembers of the prices of the last weeks: the lowest ones for a 30-day low, the highest ones for a
// claimed former price. Only prices that may still be the lowest (or highest) of the window later are kept, so
// that the memory is short and a rule needs nothing besides its state.
import type { PricePoint } from '../price-point.ts';

interface RememberedPrice {
  readonly minor: number;
  /** Epoch ms of the price that replaced it; null: it is still in force. */
  readonly until: number | null;
}

export interface RuleMemory {
  /** Epoch ms of the first price. */
  readonly since: number;
  /** In order of time. */
  readonly prices: readonly RememberedPrice[];
}

export interface MemoryKind {
  readonly keeps: 'lowest' | 'highest';
  readonly windowMs: number;
}

/** A page document holds the memories of up to 20 rules. */
const MAX_PRICES = 32;

/** The memory after one more price. */
export function remember(memory: RuleMemory | undefined, now: PricePoint, kind: MemoryKind): RuleMemory {
  const { at, minor } = now;
  if (memory === undefined) return { since: at, prices: [{ minor, until: null }] };
  const closed = memory.prices.map((price) => (price.until === null ? { ...price, until: at } : price));
  // A price that is no better than the new one and ends before it is never the extreme again.
  const useful = closed.filter((price) => isInWindow(price, at, kind) && isBetter(price.minor, minor, kind));
  return { since: memory.since, prices: shortened([...useful, { minor, until: null }]) };
}

/** The lowest or highest price in force in the window before `at`; null: none is known. */
export function extremeOf(memory: RuleMemory | undefined, at: number, kind: MemoryKind): number | null {
  const known = (memory?.prices ?? []).filter((price) => isInWindow(price, at, kind));
  const minors = known.map(({ minor }) => minor);
  if (minors.length === 0) return null;
  return kind.keeps === 'lowest' ? Math.min(...minors) : Math.max(...minors);
}

function isInWindow({ until }: RememberedPrice, at: number, { windowMs }: MemoryKind): boolean {
  return until === null || until > at - windowMs;
}

function isBetter(minor: number, than: number, { keeps }: MemoryKind): boolean {
  return keeps === 'lowest' ? minor < than : minor > than;
}

/**
 * Two neighbours become one while there are too many: the better price counts until the end of the worse one.
 * So a rule rather stays quiet than fires by mistake. The two whose ends are nearest to each other are taken.
 */
function shortened(prices: readonly RememberedPrice[]): readonly RememberedPrice[] {
  if (prices.length <= MAX_PRICES) return prices;
  let nearest = 0;
  const gapAfter = (index: number): number =>
    (prices[index + 1]?.until ?? Number.POSITIVE_INFINITY) - (prices[index]?.until ?? 0);
  for (let index = 1; index < prices.length - 1; index += 1)
    if (gapAfter(index) < gapAfter(nearest)) nearest = index;
  const end = prices[nearest + 1]?.until ?? null;
  const merged = prices.map((price, index) => (index === nearest ? { ...price, until: end } : price));
  return merged.filter((_, index) => index !== nearest + 1);
}
