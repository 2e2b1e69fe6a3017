// The rough form of a field's value. What a fallback locator finds should have the form that the first one found.
import { foldSpace } from '../../html/copy-text.ts';

type ValueForm = 'date' | 'money' | 'number' | 'address' | 'short' | 'long';

const MAX_MONEY_TEXT = 40;
const MAX_SHORT = 60;

export function valueForm(raw: string): ValueForm {
  const found = foldSpace(raw);
  if (/^\d{4}-\d\d-\d\d/.test(found)) return 'date';
  if (/\p{Sc}/u.test(found) && /\d/.test(found) && found.length <= MAX_MONEY_TEXT) return 'money';
  if (/^[+-]?\d[\d.,\s]{0,20}(?:\s?[\p{L}%°/]{1,6})?$/u.test(found)) return 'number';
  if (/^(?:https?:)?\/\S*$/.test(found)) return 'address';
  return found.length <= MAX_SHORT ? 'short' : 'long';
}
