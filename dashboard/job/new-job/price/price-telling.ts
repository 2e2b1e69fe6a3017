// Which moves of a price and of its stock are told, as somebody chooses it: one of a few sentences with a box in it, the
// stock, and further rules that have no such sentence.
import { isSameValue } from '../../../../domain/system/differing-members.ts';
import type { SavedPriceRule } from '../../../../domain/price/rule/rule-input.ts';
import { parsePriceRule, textOfRule } from '../../../../domain/price/rule/rule-text.ts';

export interface PriceTelling {
  readonly move: 'any' | 'below' | 'falls' | 'none';
  /** As it was typed. */
  readonly below: string;
  /** Percent, as it was typed. */
  readonly falls: string;
  readonly backInStock: boolean;
  readonly others: readonly SavedPriceRule[];
}

/** What a job tells that has no rules of its own. */
const EVERY_MOVE: PriceTelling = {
  move: 'any',
  below: '',
  falls: '5',
  backInStock: true,
  others: [{ kind: 'out-of-stock' }],
};

/** A new price watch: any move, and back in stock. */
export function newTelling(below: string): PriceTelling {
  return { ...EVERY_MOVE, below, others: [] };
}

/** The rules of a job as choices; only the first of each sentence has a box, and one with a name or limits keeps them. */
export function tellingOf(rules: readonly SavedPriceRule[], below: string): PriceTelling {
  if (rules.length === 0) return { ...EVERY_MOVE, below };
  const isPlain = (rule: SavedPriceRule): boolean => isSameValue(rule, parsePriceRule(textOfRule(rule)));
  const move = rules.find((rule) => rule.kind in SENTENCES && isPlain(rule));
  const stock = rules.find((rule) => rule.kind === 'back-in-stock' && isPlain(rule));
  return {
    move: SENTENCES[move?.kind ?? ''] ?? 'none',
    below: move?.kind === 'target' ? boxOf(move) : below,
    falls: move?.kind === 'drop' ? String(move.percent) : EVERY_MOVE.falls,
    backInStock: stock !== undefined,
    others: rules.filter((rule) => rule !== move && rule !== stock),
  };
}

const SENTENCES: Readonly<Record<string, PriceTelling['move']>> = {
  'any-change': 'any',
  target: 'below',
  drop: 'falls',
};

function boxOf({ amount, currency }: Extract<SavedPriceRule, { kind: 'target' | 'above' }>): string {
  return currency === undefined ? amount : `${amount} ${currency}`;
}

export interface ChosenRules {
  readonly rules: readonly SavedPriceRule[];
  /** Why they can not be saved; null: they can. */
  readonly fault: string | null;
}

/** `currency`: that of the seen price, taken where none is typed. */
export function rulesOf(telling: PriceTelling, currency: string): ChosenRules {
  const move = moveRule(telling, currency);
  if (typeof move === 'string') return { rules: telling.others, fault: move };
  const stock: readonly SavedPriceRule[] = telling.backInStock ? [{ kind: 'back-in-stock' }] : [];
  const rules = [...(move === null ? [] : [move]), ...stock, ...telling.others];
  return { rules, fault: rules.length === 0 ? 'Choose at least one thing that is told.' : null };
}

/** A text says what is wrong with what was typed. */
function moveRule({ move, below, falls }: PriceTelling, currency: string): SavedPriceRule | string | null {
  switch (move) {
    case 'none':
      return null;
    case 'any':
      return { kind: 'any-change' };
    case 'below':
      return belowRule(below, currency) ?? 'Say below which price, as 99.95.';
    case 'falls':
      return read(`drop ${falls.replace(/\s*%\s*$/, '')}%`) ?? 'Say by how many percent, as 5.';
  }
}

function belowRule(below: string, currency: string): SavedPriceRule | null {
  const rule = read(`below ${below}`);
  if (rule?.kind !== 'target' || rule.currency !== undefined || currency === '') return rule;
  // The decimals of the currency decide how an amount is read, so it is read again with it.
  return read(`below ${below} ${currency}`);
}

function read(text: string): SavedPriceRule | null {
  try {
    return parsePriceRule(text);
  } catch {
    return null;
  }
}

/** A round amount a little below the price, as a first proposal. */
export function roundBelow(amount: string): string {
  const price = Number(amount);
  if (!(price > 0)) return '';
  const step = 10 ** (Math.floor(Math.log10(price)) - 2);
  const below = Math.floor((price * 0.95) / step + EPSILON) * step;
  return String(Number(below.toFixed(step < 1 ? 2 : 0)));
}

/** Quotients of decimal fractions may be slightly less in binary. */
const EPSILON = 1e-9;
