// Price rules as people type them: "drop 5%", "below 99.95 EUR", "all-time low", "back in stock".
import { WebloomError } from '../errors.ts';
import { parseMoney } from './money.ts';
import type { PriceRule } from './rule-input.ts';
import { isRuleAmount } from './rule-level.ts';

const PERCENT =
  /^(drop|drops|fall|falls|rise|rises|by)?\s*(?:by\s+)?(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|percent)$/;
const TARGET = /^(?:target|below|under|at most|<=|≤)\s*(.+)$/;
const WORDS: Readonly<Record<string, PriceRule>> = {
  'any change': { kind: 'any-change' },
  any: { kind: 'any-change' },
  'all time low': { kind: 'all-time-low' },
  lowest: { kind: 'all-time-low' },
  'low 30 days': { kind: 'low-30-days' },
  '30 day low': { kind: 'low-30-days' },
  'back in stock': { kind: 'back-in-stock' },
  'in stock': { kind: 'back-in-stock' },
  'out of stock': { kind: 'out-of-stock' },
  'sold out': { kind: 'out-of-stock' },
  'was never seen': { kind: 'was-never-seen' },
};

export const RULE_EXAMPLES =
  'drop 5%, rise 10%, below 99.95 EUR, any change, all-time low, 30-day low, back in stock, out of stock, was never seen';

/** Throws `validation` with examples if the text is not a rule. */
export function parsePriceRule(text: string): PriceRule {
  const folded = text.trim().toLowerCase();
  const known = WORDS[folded.replaceAll('-', ' ').replace(/\s+/g, ' ')];
  if (known !== undefined) return known;
  const rule = parsePercent(folded) ?? parseTarget(text.trim());
  if (rule !== null) return rule;
  throw new WebloomError('validation', `"${text}" is no price rule. Examples: ${RULE_EXAMPLES}.`);
}

function parsePercent(folded: string): PriceRule | null {
  const match = PERCENT.exec(folded);
  const percent = Number((match?.[2] ?? '').replace(',', '.'));
  if (match === null || percent <= 0) return null;
  return { kind: match[1]?.startsWith('ris') === true ? 'rise' : 'drop', percent };
}

function parseTarget(text: string): PriceRule | null {
  const match = TARGET.exec(text.toLowerCase());
  if (match === null) return null;
  const { amount, currencyIso } = parseMoney(text.slice(text.length - (match[1] ?? '').length));
  if (amount === null || !isRuleAmount(amount, currencyIso ?? '')) return null;
  return { kind: 'target', amount, ...(currencyIso === undefined ? {} : { currency: currencyIso }) };
}
