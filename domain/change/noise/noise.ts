// Known noise: differences that nobody made. Each rule replaces its noise in both texts by a mark; if the
// texts are equal then, the difference is noise.
import type { BlockChange } from '../change.ts';
import { isConsentText } from './consent.ts';
import { showsDayOfLook } from './day-of-look.ts';
import { isAppointment, type Looks } from './noise-date.ts';
import { NOISE_RULES, NOISE_WORDS } from './noise-rule.ts';
import { AD_LABELS } from '../../reading/words/page/ad-label.ts';
import { factsDiffer, statesFact } from '../../reading/words/text-kind.ts';
import { SCRIPT_NOTICE } from '../../reading/words/wall/script-wall.ts';
import { anyOf } from '../../reading/words/word-lists.ts';

/** A longer block is prose and never noise, apart from white space. */
const MAX_TEXT = 4000;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
};

/** Folds white space, invisible characters, entities left in text, typographic quotes and Unicode forms. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (_, name: string) => NAMED[name] ?? '')
    .replace(/\.\.\./g, '…')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u201a\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\s\u00a0\u2000-\u200a\u202f\u3000]+/g, ' ')
    .trim();
}

/** A longer block is an article, even if it is a paid one. */
const MAX_AD = 300;
const AD_LABEL = new RegExp(`^(?:${anyOf(AD_LABELS)})\\.?$`, 'iu');

/** Characters kept around a difference, because they may give it its meaning ("Last updated:"). */
const CONTEXT = 64;
const MAX_MIDDLE = 600;

/** The part in which two texts differ, with some context on both sides; the rest is equal. */
function window(before: string, after: string): { a: string; b: string; middle: readonly [string, string] } {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  const room = shorter - head;
  while (
    tail < room &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail += 1;
  const from = Math.max(0, head - CONTEXT);
  const cut = (text: string): string => text.slice(from, text.length - Math.max(0, tail - CONTEXT));
  // Enough context for whole words: "3 hours" → "4 hours" and "13" → "14" both differ in one digit only.
  const near = (text: string): string =>
    text.slice(Math.max(0, head - 12), text.length - Math.max(0, tail - 12));
  return { a: cut(before), b: cut(after), middle: [near(before), near(after)] };
}

/**
 * Most new words in a noisy difference. Noise is times, dates and units; more words were written by a person.
 */
const MAX_NEW_WORDS = 20;
const PLAIN_WORD = /^\p{L}{3,}[.,;:!?]?$/u;

function isRewritten([before, after]: readonly [string, string]): boolean {
  const newWords = (text: string, other: ReadonlySet<string>): number =>
    new Set(text.split(' ').filter((word) => !other.has(word) && PLAIN_WORD.test(word))).size;
  return (
    newWords(before, new Set(after.split(' '))) > MAX_NEW_WORDS ||
    newWords(after, new Set(before.split(' '))) > MAX_NEW_WORDS
  );
}

/** How often the rules are gone through, each time on what the time before left. */
const MAX_PASSES = 2;

/** Name of the rule that explains the difference of two texts; null when somebody changed something. */
export function noiseBetween(before: string, after: string, looks?: Looks): string | null {
  if (before === after) return 'whitespace';
  if (before.length > MAX_TEXT || after.length > MAX_TEXT) {
    return foldText(before) === foldText(after) ? 'whitespace' : null;
  }
  const view = window(before, after);
  if (foldText(view.a) === foldText(view.b)) return 'whitespace';
  if (!mayBeNoise(view.middle)) return null;
  const [a, b] = [foldText(view.a), foldText(view.b)];
  if (factsDiffer(a, b) || (isAppointment(a) && isAppointment(b))) return null;
  const rule = ruleBetween(a, b, looks);
  if (rule !== null) return rule;
  return looks !== undefined && showsDayOfLook(view.a, view.b, looks) ? 'today' : null;
}

function mayBeNoise(middle: readonly [string, string]): boolean {
  const size = middle[0].length + middle[1].length;
  return size <= MAX_MIDDLE * 2 && middle.some((text) => NOISE_WORDS.test(text)) && !isRewritten(middle);
}

/** The rule that makes two folded texts equal, after what the rules before it have blanked. */
function ruleBetween(before: string, after: string, looks: Looks | undefined): string | null {
  let [a, b] = [before, after];
  // "Generated on 28 Nov in 0.12 s": how long it took is known once the date between label and time is blanked.
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const [wasA, wasB] = [a, b];
    for (const { name, blank, agrees } of NOISE_RULES) {
      const [blankA, blankB] = [blank(a), blank(b)];
      if (blankA === a && blankB === b) continue;
      if (agrees?.(a, b, looks) === false) continue;
      [a, b] = [blankA, blankB];
      if (a === b) return name;
    }
    if (a === wasA && b === wasB) break;
  }
  return null;
}

/** Rule by which a text that comes or goes is noise: a consent banner, an ad label, a bare clock. */
export function noiseAlone(text: string): string | null {
  const folded = foldText(text);
  if (folded === '') return 'whitespace';
  if (folded.length > 600 || statesFact(folded)) return null;
  if (AD_LABEL.test(folded)) return 'ad-label';
  if (isConsentText(folded)) return 'consent';
  if (SCRIPT_NOTICE.test(folded)) return 'script-notice';
  let blanked = folded;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const before = blanked;
    for (const { name, blank } of NOISE_RULES) {
      blanked = blank(blanked);
      if (isOnlyMarks(blanked)) return name;
    }
    if (blanked === before) return null;
  }
  return null;
}

/** Nothing is left beside the marks of replaced noise, except a label of one or two words. */
function isOnlyMarks(blanked: string): boolean {
  if (!blanked.includes('⟨')) return false;
  const rest = blanked.replace(/⟨\p{L}+⟩/gu, ' ');
  return !/\d/.test(rest) && (rest.match(/\p{L}+/gu)?.length ?? 0) <= 2;
}

/** A short block that calls itself an advertisement ("Anzeige: …"). */
function isLabelledAd(text: string | undefined): boolean {
  if (text === undefined || text.length > MAX_AD) return false;
  const label = /^([\p{L}][\p{L} ]{1,20})\s*[:–—|·]/u.exec(text)?.[1];
  return label !== undefined && AD_LABEL.test(label.trim());
}

/**
 * The rule that suppresses a change, or null when the change is worth telling. A moved block is a shuffle
 * unless it now stands under another heading.
 */
export function noiseOf(change: BlockChange, looks?: Looks): string | null {
  const sides = [change.before, change.after].filter((side) => side !== undefined);
  if (sides.every(isLabelledAd)) return 'advertisement';
  switch (change.op) {
    case 'moved':
      return change.from === undefined ? 'shuffle' : null;
    case 'replaced':
      return noiseBetween(change.before ?? '', change.after ?? '', looks);
    case 'added':
      return noiseAlone(change.after ?? '');
    case 'removed':
      return noiseAlone(change.before ?? '');
  }
}
