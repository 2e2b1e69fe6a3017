// Looks up spellings of currencies: which codes a spelling may mean, and whether it counts away from a
// number. A spelling that several currencies share ("$", "kr") is ambiguous: page language, host or markup
// decide, otherwise it stays open.
import {
  CURRENCY_SPELLINGS,
  FORMER_CODES,
  SIGNS_WITHOUT_CODE,
  WEIGHT_WORDS,
  WORDLIKE_CODES,
} from '../words/currency.ts';
import { COMMON_CURRENCY, USUAL_CURRENCY } from '../words/currency-meaning.ts';
import { CURRENCY_NAMES } from '../words/currency-name.ts';

interface Spelling {
  readonly raw: string;
  readonly codes: readonly string[];
  /** The only code, or the usual one of several; null: none is usual. */
  readonly usual: string | null;
  /** A sign, a code or a long word: it counts away from a number too. */
  readonly strong: boolean;
}

/** Spelling → code, of a table that lists spellings per code. */
function bySpelling(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([code, spellings]) => spellings.split('|').map((raw) => [raw, code])),
  );
}

const USUAL = bySpelling(USUAL_CURRENCY);
const COMMON = bySpelling(COMMON_CURRENCY);
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
  const usual = codes.length === 1 ? code : (USUAL.get(raw) ?? null);
  const spelling = { raw, codes, usual, strong: (known?.strong ?? false) || isStrong(raw, isCode) };
  EXACT.set(raw, spelling);
  if (raw.length > longest) longest = raw.length;
}

/** "Danish kroner", "danske kroner", "pesos argentinos". */
function addNames(): void {
  for (const { countryFirst, countries } of CURRENCY_NAMES) {
    for (const [units, byCode] of Object.entries(countries)) {
      for (const [code, names] of Object.entries(byCode)) {
        for (const unit of units.split('|')) {
          for (const name of names.split('|')) {
            add(countryFirst ? `${name} ${unit}` : `${unit} ${name}`, code, false);
          }
        }
      }
    }
  }
}

for (const sign of SIGNS_WITHOUT_CODE) EXACT.set(sign, { raw: sign, codes: [], usual: null, strong: true });
for (const code of FORMER_CODES.split(' ')) add(code, code, true);
for (const [code, spellings] of Object.entries(CURRENCY_SPELLINGS)) {
  add(code, code, true);
  for (const raw of spellings.split('|')) add(raw.trim(), code, false);
}
addNames();
for (const spelling of EXACT.values()) {
  const letters = spelling.raw.replace(/[^\p{L}]/gu, '').length;
  if (letters >= 3 && !WORDLIKE_CODES.has(spelling.raw)) FOLDED.set(spelling.raw.toLowerCase(), spelling);
}

export type { Spelling };

/** The spelling equal to `text`; case is ignored for words of three letters or more. */
export function spellingOf(text: string): Spelling | undefined {
  return EXACT.get(text) ?? FOLDED.get(text.toLowerCase());
}

export const MAX_SPELLING_LENGTH = longest;

const ALL = [...EXACT.keys(), ...FOLDED.keys(), ...[...FOLDED.keys()].map((raw) => raw.toUpperCase())];
const FIRSTS = new Set(ALL.map((raw) => raw[0]));
const LASTS = new Set(ALL.map((raw) => raw.at(-1)));

/** Quick refusals: most characters beside a number neither begin nor end a spelling. */
export function canBegin(character: string | undefined): boolean {
  return FIRSTS.has(character);
}
export function canEnd(character: string | undefined): boolean {
  return LASTS.has(character);
}

/** What the spelling means most often, for a text without a page; undefined: nothing is common. */
export function commonMeaning(raw: string): string | undefined {
  return COMMON.get(raw);
}

/** True for "pounds": a word that counts as a weight as often as it counts as money. */
export function isWeightWord(raw: string): boolean {
  return WEIGHT_WORDS.has(raw);
}

/** True for codes that are also ordinary words ("ALL"): they mean a currency only beside a number. */
export function isWordlike(code: string): boolean {
  return WORDLIKE_CODES.has(code);
}
