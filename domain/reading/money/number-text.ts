// Finds the numbers in a text that may be prices, and their values in any notation. Rule for a single
// separator: before three digits it groups thousands, before any other count it is the decimal mark.

export interface NumberToken {
  /** Positions in the normalised text. */
  readonly start: number;
  readonly end: number;
  /** Digits and separators in order: groups[0] sep[0] groups[1] … */
  readonly groups: readonly string[];
  readonly separators: readonly string[];
}

/** Digits of other scripts. They come in rows of ten, and in the basic plane no two rows touch. */
const EXOTIC = /[^\P{Nd}0-9]/gu;
const IS_DIGIT = /^\p{Nd}$/u;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const FOREIGN = /[^\u0020-_a-\u007e€£]/;

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && IS_DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

function superscriptDigits(digits: string): string {
  return digits.replace(/./g, (c) => String(SUPERSCRIPTS.indexOf(c)));
}

/**
 * Digits of any script become ASCII, spaces of any width become one space, superscript cents become decimals.
 */
export function normaliseNumberText(text: string): string {
  if (!FOREIGN.test(text)) return text;
  return text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]/g, '')
    .replace(/[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(EXOTIC, asciiDigit)
    .replace(
      /(\d)[.,]?(\s?\p{Sc})?([⁰¹²³⁴⁵⁶⁷⁸⁹]{2})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])/gu,
      (_, whole: string, sign: string | undefined, cents: string) =>
        `${whole}.${superscriptDigits(cents)}${sign ?? ''}`,
    )
    .replace(/[٫．]/g, '.')
    .replace(/[٬，]/g, ',')
    .replace(/[’‘´`ʼ＇]/g, "'")
    .replace(/＄/g, '$');
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function digitsEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && isDigit(text.charCodeAt(i))) i += 1;
  return i;
}

interface Step {
  readonly separator: string;
  readonly from: number;
  readonly to: number;
}

/** The next group after `at`, if the text there can belong to the same number; else null. */
function nextGroup(text: string, at: number, separators: readonly string[]): Step | null {
  const c = text[at];
  if (c === '.' || c === ',' || c === "'" || c === '·') return groupAfterMark(text, at, c);
  if (c !== ' ') return null;
  const mark = text[at + 1];
  // "12 ,99" and "12 , 99": stray spaces around the decimal mark.
  if (mark === '.' || mark === ',') {
    const from = at + (text[at + 2] === ' ' ? 3 : 2);
    const to = digitsEnd(text, from);
    return to - from === 2 ? { separator: mark, from, to } : null;
  }
  const to = digitsEnd(text, at + 1);
  const grouped = to - at - 1 === 3 && separators.every((s) => s === ' ');
  return grouped ? { separator: ' ', from: at + 1, to } : null;
}

function groupAfterMark(text: string, at: number, mark: string): Step | null {
  const to = digitsEnd(text, at + 1);
  if (to > at + 1) return { separator: mark, from: at + 1, to };
  // "119. 95" and "1. 199": a stray space after the mark.
  if (text[at + 1] !== ' ' || mark === "'") return null;
  const end = digitsEnd(text, at + 2);
  const length = end - at - 2;
  const rest = text.slice(end, end + 4);
  const goesOn = length === 3 && /^[.,]\d\d(?!\d)/.test(rest);
  if (length < 2 || length > 3 || (!goesOn && /^ ?[.,%]?\d/.test(rest))) return null;
  return { separator: mark, from: at + 2, to: end };
}

/** The first `limit` numbers of a normalised text; prices stand early. */
export function findNumbers(text: string, limit = 24): NumberToken[] {
  const tokens: NumberToken[] = [];
  let i = 0;
  while (i < text.length && tokens.length < limit) {
    if (!isDigit(text.charCodeAt(i))) {
      i += 1;
      continue;
    }
    const token = readNumber(text, i);
    tokens.push(token);
    i = token.end;
  }
  return tokens;
}

function readNumber(text: string, from: number): NumberToken {
  const before = text[from - 1];
  const leading = before === '.' || (before === ',' && !/[\d\p{L}]/u.test(text[from - 2] ?? ''));
  // "S/.5" and "Rs.5": the dot belongs to the currency.
  const bareDecimal = leading && !/[\p{L}\p{M}\d/]/u.test(text[from - 2] ?? '');
  let end = digitsEnd(text, from);
  const groups = bareDecimal ? ['', text.slice(from, end)] : [text.slice(from, end)];
  const separators: string[] = bareDecimal ? [before] : [];
  while (groups.length < 8) {
    const first = groups[0] ?? '';
    const step = nextGroup(text, end, separators);
    if (step === null) break;
    if (step.separator === ' ' && (first.length > 3 || first.length === 0)) break;
    separators.push(step.separator);
    groups.push(text.slice(step.from, step.to));
    end = step.to;
  }
  return { start: bareDecimal ? from - 1 : from, end, groups, separators };
}

/** Index of the separator that is the decimal mark; -1: none is. */
function decimalIndex(token: NumberToken, mark: string | undefined, thousandths: string): number {
  const { groups, separators } = token;
  if (mark !== undefined) return separators.lastIndexOf(mark);
  const last = separators.length - 1;
  const separator = separators[last];
  if (separator === undefined || separator === ' ') return -1;
  const after = groups[last + 1] ?? '';
  const first = groups[0] ?? '';
  if (separator === "'") return after.length === 2 ? last : -1;
  if (after.length !== 3) return last;
  // Three digits follow: a grouping mark, unless that is impossible or the currency has three decimals.
  if (last > 0) return separators.slice(0, last).some((s) => s !== separator) ? last : -1;
  if (first === '0' || first === '' || first.length > 3) return last;
  return thousandths.includes(separator) ? last : -1;
}

/** The number as a plain decimal string; `thousandths`: marks that may stand before three decimals. */
export function numberValue(token: NumberToken, mark?: string, thousandths = ''): string {
  const at = decimalIndex(token, mark, thousandths);
  const whole = (at < 0 ? token.groups : token.groups.slice(0, at + 1)).join('').replace(/^0+(?=\d)/, '');
  const part = at < 0 ? '' : token.groups.slice(at + 1).join('');
  return `${whole === '' ? '0' : whole}${part === '' ? '' : `.${part}`}`;
}

/** "01.02.2018" and "2018-02-01" are dates, not amounts. */
export function isDateLike(text: string, token: NumberToken): boolean {
  const [a = '', b = '', c = ''] = token.groups;
  if (token.groups.length === 3 && a.length <= 2 && b.length <= 2 && c.length === 4) return true;
  if (token.groups.length !== 1) return false;
  const around = text.slice(Math.max(0, token.start - 6), token.end + 6);
  return /\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}/.test(around);
}

const MAX_NUMBERS = 1_000;

/** All numbers of a text in order, in any notation. A minus counts only where it can't be a dash. */
export function numbersOf(text: string): number[] {
  const plain = normaliseNumberText(text);
  return findNumbers(plain, MAX_NUMBERS).map((token) => {
    const isNegative = /(?:^|[\s(:=])[-−]\s?\p{Sc}?$/u.test(plain.slice(0, token.start));
    return Number(numberValue(token)) * (isNegative ? -1 : 1);
  });
}
