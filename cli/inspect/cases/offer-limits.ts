// What a watch on price and stock tells. Options are recognised by words in their names, because watchers
// name them differently: `price_min`, `limits.below`, `threshold_percent`, `in_stock_only` …

export type OfferOptions = Readonly<Record<string, unknown>>;

export interface Limits {
  /** A price is told only if it is below `least` or above `most`. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  /** A move is told only if it is at least this many percent, or at least this amount. */
  readonly percent: number | undefined;
  readonly amount: number | undefined;
  readonly watchesPrice: boolean;
  readonly stock: 'any' | 'back-only' | 'off';
}

type Option = readonly [name: string, value: unknown];

const LOW = /(?:^|_)(?:min|minimum|least|below|lower|under|less|low|lowest|floor|from)(?:_|$)/;
const HIGH = /(?:^|_)(?:max|maximum|most|above|upper|over|more|high|highest|ceiling|to)(?:_|$)/;
const PAIR = /limit|range|between|price/;
const THRESHOLD = /threshold|percent|pct|(?:^|_)(?:change|move|step)_(?:by|of|at_least)/;
const ABSOLUTE = /absolute|amount|money/;
const NEVER = /^(?:off|none|no|ignore|ignored|never|false)$/;

/** Options of nested objects too (`{"limits": {"min": 1}}`); a pair is a lower and an upper limit. */
function flat(options: OfferOptions, prefix = ''): Option[] {
  return Object.entries(options).flatMap(([key, value]): Option[] => {
    const name = `${prefix}${key}`.toLowerCase();
    if (Array.isArray(value))
      return PAIR.test(name)
        ? [
            [`${name}_min`, value[0]],
            [`${name}_max`, value[1]],
          ]
        : [];
    if (typeof value === 'object' && value !== null) return flat(value as OfferOptions, `${name}_`);
    return [[name, value]];
  });
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value.replace('%', ''));
  return Number.isFinite(number) ? number : undefined;
}

function firstNumber(options: readonly Option[], fits: (name: string) => boolean): number | undefined {
  for (const [name, value] of options) {
    const number = fits(name) ? numberOf(value) : undefined;
    if (number !== undefined) return number;
  }
  return undefined;
}

function stockOf(options: readonly Option[]): Limits['stock'] {
  for (const [name, value] of options) {
    if (!name.includes('stock')) continue;
    const isRestock = /only|back|restock/.test(name);
    if (value === false && !isRestock) return 'off';
    if (value === true && isRestock) return 'back-only';
    if (typeof value !== 'string') continue;
    if (NEVER.test(value)) return 'off';
    if (/in_stock|back|restock/.test(value)) return 'back-only';
  }
  return 'any';
}

export function limitsOf(watch: OfferOptions): Limits {
  const { watch: _, ...rest } = watch;
  const options = flat(rest);
  const isThreshold = (name: string): boolean => THRESHOLD.test(name);
  const isAbsolute = (name: string): boolean => isThreshold(name) && ABSOLUTE.test(name);
  return {
    least: firstNumber(options, (name) => LOW.test(name) && !isThreshold(name)),
    most: firstNumber(options, (name) => HIGH.test(name) && !isThreshold(name)),
    percent: firstNumber(options, (name) => isThreshold(name) && !isAbsolute(name)),
    amount: firstNumber(options, isAbsolute),
    watchesPrice: !options.some(
      ([name, value]) => name.includes('price') && (value === false || NEVER.test(String(value))),
    ),
    stock: stockOf(options),
  };
}
