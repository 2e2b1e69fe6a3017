// Conditions of a watch: a new version is told only if they hold.
import { numbersOf, textTest } from '../change/rules.ts';

export interface WatchCondition {
  readonly field: string;
  readonly op: string;
  readonly value: string | number;
}

/** The number a condition compares: words, characters or lines of the text, or its first number. */
function countOf(field: string, text: string): number {
  if (/word/.test(field)) return text.match(/\S+/g)?.length ?? 0;
  if (/line/.test(field)) return text.split('\n').filter((line) => line.trim() !== '').length;
  if (/length|char/.test(field)) return text.length;
  return numbersOf(text)[0] ?? Number.NaN;
}

function compareNumbers(op: string, left: number, right: number): boolean {
  switch (op) {
    case '>=':
    case 'atleast':
    case 'min':
      return left >= right;
    case '<=':
    case 'atmost':
    case 'max':
      return left <= right;
    case '>':
    case 'greaterthan':
    case 'above':
      return left > right;
    case '<':
    case 'lessthan':
    case 'below':
      return left < right;
    default:
      return left === right;
  }
}

function compareTexts(op: string, text: string, wanted: string): boolean {
  const [folded, needle] = [text.toLowerCase(), wanted.toLowerCase()];
  switch (op) {
    case 'contains':
    case 'in':
      return folded.includes(needle);
    case 'startswith':
      return folded.startsWith(needle);
    case 'endswith':
      return folded.endsWith(needle);
    case 'regex':
    case 'matches':
    case 'containsregex':
      return textTest(`/${wanted}/m`)(text);
    case 'lengthmin':
      return text.length >= Number(wanted);
    case 'lengthmax':
      return text.length <= Number(wanted);
    default:
      return text.trim() === wanted.trim();
  }
}

/** "does not contain", "!contains", "not_contains", "!=" → the operator they negate; null: not negated. */
function deniedOp(op: string): string | null {
  const denied = /^(?:!|doesnot|not)(.*)$/.exec(op)?.[1];
  if (denied === undefined) return null;
  return denied === 'contain' ? 'contains' : denied.replace(/^(start|end)(?:with)?$/, '$1swith');
}

export function holds({ field, op, value }: WatchCondition, text: string): boolean {
  const name = op.replace(/[\s_-]/g, '').toLowerCase();
  const denied = deniedOp(name);
  const isNumeric = /number|price|value|count|words|length|lines/.test(field);
  if (!isNumeric) {
    return denied === null
      ? compareTexts(name, text, String(value))
      : !compareTexts(denied, text, String(value));
  }
  const count = countOf(field, text);
  // Without a number the condition does not hold.
  if (Number.isNaN(count)) return false;
  return denied === null
    ? compareNumbers(name, count, Number(value))
    : !compareNumbers(denied, count, Number(value));
}
