// Looks spellings of currencies up: which codes one may mean, and whether it is safe away from a number.
// A spelling that several currencies share is ambiguous: page language, host or markup decide, else nobody does.
import { CURRENCY_SPELLINGS, FORMER_CODES, USUAL_CURRENCY, WORDLIKE_CODES } from '../words/currency.ts';

interface Spelling {
  readonly raw: string;
  readonly codes: readonly string[];
  /** One code, or the usual one of several. */
  readonly usual: string | null;
  /** A sign, a code or a long word: safe away from the number too. */
  readonly strong: boolean;
}

const EXACT = new Map<string, Spelling>();
const FOLDED = new Map<string, Spelling>();
let longest = 1;

function isStrong(raw: string, isCode: boolean): boolean {
  if (isCode || /\p{Sc}/u.test(raw) || raw === '元' || raw === '円' || raw === '원') return true;
  const letters = raw.replace(/[^\p{L}]/gu, '').length;
  return letters >= 3 || (letters === 2 && /^\p{Script=Han}/u.test(raw));
}

function add(raw: string, code: string, isCode: boolean): void {
  const known = EXACT.get(raw);
  const codes =
    known === undefined ? [code] : known.codes.includes(code) ? known.codes : [...known.codes, code];
  const usual = codes.length === 1 ? code : (USUAL_CURRENCY[raw] ?? null);
  const spelling = { raw, codes, usual, strong: (known?.strong ?? false) || isStrong(raw, isCode) };
  EXACT.set(raw, spelling);
  if (raw.length > longest) longest = raw.length;
}

for (const code of FORMER_CODES.split(' ')) add(code, code, true);
for (const [code, spellings] of Object.entries(CURRENCY_SPELLINGS)) {
  add(code, code, true);
  for (const raw of spellings.split('|')) add(raw.trim(), code, false);
}
for (const spelling of EXACT.values()) {
  const letters = spelling.raw.replace(/[^\p{L}]/gu, '').length;
  if (letters >= 3 && !WORDLIKE_CODES.has(spelling.raw)) FOLDED.set(spelling.raw.toLowerCase(), spelling);
}

export type { Spelling };

/** Longest spelling that equals `text`; upper and lower case fold for words of three letters and more. */
export function spellingOf(text: string): Spelling | undefined {
  return EXACT.get(text) ?? FOLDED.get(text.toLowerCase());
}

export const LONGEST_SPELLING = longest;

const ALL = [...EXACT.keys(), ...FOLDED.keys(), ...[...FOLDED.keys()].map((raw) => raw.toUpperCase())];
const FIRSTS = new Set(ALL.map((raw) => raw[0]));
const LASTS = new Set(ALL.map((raw) => raw.at(-1)));

/** Quick refusals, because most characters beside a number begin or end no spelling. */
export function canBegin(character: string | undefined): boolean {
  return FIRSTS.has(character);
}
export function canEnd(character: string | undefined): boolean {
  return LASTS.has(character);
}

/** True for codes that are ordinary words, which mean a currency only beside a number. */
export function isWordlike(code: string): boolean {
  return WORDLIKE_CODES.has(code);
}
