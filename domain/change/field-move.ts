// What kind of value a field has, and how far it moved.
import { numbersOf } from '../reading/money/number-text.ts';
import { isPriceLike } from '../reading/words/text-kind.ts';

export const FIELD_KINDS = ['money', 'number', 'date', 'text'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)|^\d{1,2}[./]\d{1,2}[./]\d{4}$/;
const NUMBER = /^[+\-−]?\d[\d.,'\u00a0\u202f ]*$/;
const MONEY_NAME = /price|preis|prix|precio|prezzo|cena|kosten|amount/i;

export function fieldKind(name: string, values: readonly (string | null)[]): FieldKind {
  const there = values.filter((value) => value !== null && value.trim() !== '');
  if (there.length === 0) return 'text';
  const all = (test: (value: string) => boolean): boolean =>
    there.every((value) => test((value ?? '').trim()));
  if (all((value) => DATE.test(value))) return 'date';
  if (all((value) => value.length <= 40 && isPriceLike(value))) return 'money';
  if (all((value) => NUMBER.test(value))) return MONEY_NAME.test(name) ? 'money' : 'number';
  return 'text';
}

/** By how many percent an amount or a number moved; null where that means nothing. */
export function percentMoved(kind: FieldKind, before: string | null, after: string | null): number | null {
  if ((kind !== 'money' && kind !== 'number') || before === null || after === null) return null;
  const [old, ...moreOld] = numbersOf(before);
  const [now, ...moreNow] = numbersOf(after);
  if (old === undefined || now === undefined || old === 0 || old === now) return null;
  return moreOld.length + moreNow.length > 0 ? null : ((now - old) / Math.abs(old)) * 100;
}
