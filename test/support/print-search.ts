// Prints a search as the text that parses to it again.
import { quoted } from '../../domain/job/search/quoted.ts';
import type { Search, SearchTerm, SearchValue } from '../../domain/job/search/search.ts';

export function printSearch({ terms }: Search): string {
  return terms.map(printTerm).join(' ');
}

function printTerm({ negated, key, values }: SearchTerm): string {
  const minus = negated ? '-' : '';
  const printed = values.map((value) => printValue(value, key !== null)).join(',');
  return key === null ? `${minus}${printed}` : [`${minus}${key}`, printed].join(':');
}

/** What would end, split or open a value. */
const NEEDS_QUOTES = /[\s",\\:]|^-|^$/;

function printValue(value: SearchValue, isKeyed: boolean): string {
  switch (value.kind) {
    case 'text':
      return needsQuotes(value.text, isKeyed) ? quoted(value.text) : value.text;
    case 'number':
      return `${signText(value.sign)}${value.number}`;
    case 'age':
      return `${signText(value.sign)}${value.number}${value.unit}`;
  }
}

function needsQuotes(text: string, isKeyed: boolean): boolean {
  return isKeyed ? /[\s",\\]|^$/.test(text) : NEEDS_QUOTES.test(text);
}

function signText(sign: string): string {
  return sign === '=' ? '' : sign;
}
