// Price rules as people type them, and the text of a rule: "drop 5%", "below 99.95 EUR", "moves by 5% above 120 EUR",
// "all-time low", "back in stock".
import { WebloomError } from '../../system/errors.ts';
import { parseMoney } from '../../reading/money/money.ts';
import { RULE_EXAMPLES } from './rule-examples.ts';
import type { PriceRule, SavedPriceRule } from './rule-input.ts';
import { isRuleAmount } from './rule-level.ts';
import { given } from '../../system/given.ts';

const PERCENT =
  /^(drop|drops|fall|falls|rise|rises|by)?\s*(?:by\s+)?(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|percent)$/;
const AMOUNT = /^(?:(target|below|under|at most|<=|≤)|(above|over|at least|>=|≥))\s*(.+)$/;
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

/** Throws `validation` with examples if the text is not a rule. */
export function parsePriceRule(text: string): PriceRule {
  const folded = text.trim().toLowerCase();
  const known = WORDS[folded.replaceAll('-', ' ').replace(/\s+/g, ' ')];
  if (known !== undefined) return known;
  const rule = parsePercent(folded) ?? parseAmountRule(text.trim()) ?? parseMoves(text.trim());
  if (rule !== null) return rule;
  throw new WebloomError('validation', `"${text}" is no price rule. Examples: ${RULE_EXAMPLES}.`);
}

/** A rule as people type it, with a name before a colon if it has one: "cheap: below 100 EUR". */
export function parseNamedRule(text: string): SavedPriceRule {
  const [, name = '', rest = ''] = /^\s*([^:]*[^:\s])\s*:\s*(.+)$/s.exec(text) ?? [];
  return name === '' ? parsePriceRule(text) : { ...parsePriceRule(rest), name };
}

function parsePercent(folded: string): PriceRule | null {
  const match = PERCENT.exec(folded);
  const percent = Number((match?.[2] ?? '').replace(',', '.'));
  if (match === null || percent <= 0) return null;
  return { kind: match[1]?.startsWith('ris') === true ? 'rise' : 'drop', percent };
}

interface Amount {
  readonly amount: string;
  readonly currency?: string;
}

function parseAmount(text: string): Amount | null {
  const { amount, currencyIso } = parseMoney(text);
  if (amount === null || !isRuleAmount(amount, currencyIso ?? '')) return null;
  return { amount, ...given({ currency: currencyIso }) };
}

function parseAmountRule(text: string): PriceRule | null {
  const match = AMOUNT.exec(text.toLowerCase());
  if (match === null) return null;
  const amount = parseAmount(text.slice(text.length - (match[3] ?? '').length));
  return amount === null ? null : { kind: match[1] === undefined ? 'above' : 'target', ...amount };
}

/** What a move has to be beyond: "by 5%", "by 3 EUR", "below 80", "above 120 EUR". */
const CLAUSE = /^(by|below|under|above|over)\s+(.+)$/i;
/** A comma within a number joins nothing. */
const JOINT = /,\s+|\s+(?:and|or)\s+|\s+(?=(?:by|below|under|above|over)\s)/i;
const MEMBERS: Readonly<Record<string, 'below' | 'above' | 'byAmount'>> = {
  by: 'byAmount',
  below: 'below',
  under: 'below',
  above: 'above',
  over: 'above',
};

function parseMoves(text: string): PriceRule | null {
  const rest = /^(?:moves?|each move)\s+(.+)$/i.exec(text)?.[1];
  if (rest === undefined) return null;
  const found: Record<string, string | number> = {};
  for (const clause of rest.split(JOINT).filter((part) => part !== '')) {
    const [, word = '', value = ''] = CLAUSE.exec(clause) ?? [];
    const member = MEMBERS[word.toLowerCase()];
    if (member === undefined) return null;
    const share = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|percent)$/i.exec(value)?.[1];
    const isNew = keep(found, member, share === undefined ? parseAmount(value) : share);
    if (!isNew) return null;
  }
  return { kind: 'move', ...found };
}

/** Adds a part of a move; false if it can't be read, is there already, or is in another currency. */
function keep(
  found: Record<string, string | number>,
  member: 'below' | 'above' | 'byAmount',
  value: Amount | string | null,
): boolean {
  if (value === null || (typeof value === 'string' && member !== 'byAmount')) return false;
  const name = typeof value === 'string' ? 'percent' : member;
  if (name in found) return false;
  if (typeof value === 'string') {
    found['percent'] = Number(value.replace(',', '.'));
    return Number(found['percent']) > 0;
  }
  found[name] = value.amount;
  const { currency } = value;
  if (currency === undefined) return true;
  const isOther = 'currency' in found && found['currency'] !== currency;
  found['currency'] = currency;
  return !isOther;
}

/** The text of a rule, which `parsePriceRule` reads as the same rule. */
export function textOfRule(rule: PriceRule): string {
  switch (rule.kind) {
    case 'target':
      return `below ${money(rule.amount, rule.currency)}`;
    case 'above':
      return `above ${money(rule.amount, rule.currency)}`;
    case 'drop':
    case 'rise':
      return `${rule.kind} ${rule.percent}%`;
    case 'move':
      return textOfMove(rule);
    case 'any-change':
      return 'any change';
    case 'all-time-low':
      return 'all-time low';
    case 'low-30-days':
      return '30-day low';
    case 'back-in-stock':
      return 'back in stock';
    case 'out-of-stock':
      return 'out of stock';
    case 'was-never-seen':
      return 'was never seen';
  }
}

function textOfMove(rule: Extract<PriceRule, { kind: 'move' }>): string {
  const { below, above, percent, byAmount, currency } = rule;
  const far = [
    percent === undefined ? '' : ` by ${percent}%`,
    byAmount === undefined ? '' : ` by ${money(byAmount, currency)}`,
  ].join('');
  const limits = [
    below === undefined ? '' : `below ${money(below, currency)}`,
    above === undefined ? '' : `above ${money(above, currency)}`,
  ].filter((part) => part !== '');
  return `moves${far}${limits.length === 0 ? '' : ` ${limits.join(' or ')}`}`;
}

function money(amount: string, currency: string | undefined): string {
  return currency === undefined ? amount : `${amount} ${currency}`;
}

/** What a rule is called: as it was named, or by its text. */
export function nameOfRule(rule: SavedPriceRule): string {
  return rule.name ?? textOfRule(rule);
}
