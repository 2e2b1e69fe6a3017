// Faults of a job's price rules that their form alone does not show: amounts and currencies that do not fit, limits
// that leave nothing between them, two rules of one name.
import { type Fault, toPointer } from '../system/fault.ts';
import { spellingOf } from '../reading/money/currency-lookup.ts';
import { exponentOf } from '../reading/money/exponent.ts';
import type { SavedPriceRule } from '../price/rule/rule-input.ts';
import { isRuleAmount } from '../price/rule/rule-level.ts';
import { nameOfRule } from '../price/rule/rule-text.ts';
import { priceRuleSchema } from '../price/rule/schema.ts';

const PLACE = ['config', 'changes', 'priceRules'] as const;

/** The well-formed rules of the list are checked; the schema tells what is wrong with the others. */
export function checkPriceRules(raw: unknown, place: readonly PropertyKey[] = PLACE): Fault[] {
  if (!Array.isArray(raw)) return [];
  const names = new Map<string, number>();
  return raw.flatMap((item: unknown, index): Fault[] => {
    const rule = priceRuleSchema.safeParse(item).data;
    if (rule === undefined) return [];
    const faults = faultsOfRule(rule, [...place, index]);
    const name = nameOfRule(rule);
    const before = names.get(name.toLowerCase());
    if (before === undefined) names.set(name.toLowerCase(), index);
    else {
      const detail = `There is another rule called "${name}", at ${before}: leave one out, or give one a \`name\`.`;
      faults.push({ pointer: toPointer([...place, index, 'name']), code: 'duplicate', detail });
    }
    return faults;
  });
}

const AMOUNTS = ['amount', 'below', 'above', 'byAmount'] as const;

function faultsOfRule(rule: SavedPriceRule, place: readonly PropertyKey[]): Fault[] {
  const { currency, ...members }: Readonly<Record<string, unknown>> = { ...rule };
  const faults: Fault[] = [];
  const add = (member: string, code: string, detail: string): void =>
    void faults.push({ pointer: toPointer(member === '' ? place : [...place, member]), code, detail });
  const code = typeof currency === 'string' ? currency : '';
  if (code !== '' && !isCurrency(code))
    add('currency', 'unknown-currency', `"${code}" is no currency. Give a code of ISO 4217, as "EUR".`);
  for (const member of AMOUNTS) {
    const amount = members[member];
    if (typeof amount === 'string' && !isRuleAmount(amount, code))
      add(member, 'invalid-amount', `${amount} has more than the ${exponentOf(code)} decimals of ${code}.`);
  }
  if (rule.kind === 'move') faults.push(...faultsOfMove(rule, place));
  return faults;
}

function faultsOfMove(
  { below, above, percent, byAmount }: Extract<SavedPriceRule, { kind: 'move' }>,
  place: readonly PropertyKey[],
): Fault[] {
  const pointer = toPointer(place);
  if (below === undefined && above === undefined && percent === undefined && byAmount === undefined) {
    const detail =
      'Say which moves are told: give `below`, `above`, `percent` or `byAmount`. For all of them there is the kind "any-change".';
    return [{ pointer, code: 'nothing-asked', detail }];
  }
  if (below === undefined || above === undefined || Number(below) <= Number(above)) return [];
  const detail = `Every price is below ${below} or above ${above}: \`below\` has to be the lower of the two.`;
  return [{ pointer, code: 'invalid-limits', detail }];
}

/** A code that is known as a currency, and as no other's spelling. */
function isCurrency(code: string): boolean {
  return spellingOf(code)?.codes.includes(code) === true;
}
