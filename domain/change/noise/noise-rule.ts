// The rules of known noise. Each replaces its noise in a text by a mark, so that texts which differ only in
// noise become equal. Prices, stock and plain numbers are never replaced.
import {
  agoPatterns,
  blankClock,
  blankDelivery,
  blankMadeAt,
  blankMadeOn,
  blankToday,
  blankUpdated,
  type Looks,
  movedOn,
} from './noise-date.ts';
import { blankAll, pattern, WORD_END, WORD_START } from './noise-pattern.ts';
import { blankCacheBusters, blankTokens } from './noise-token.ts';
import {
  COUNTED,
  COUNTED_AROUND,
  COUNTED_BEFORE,
  DONE,
  DONE_BY,
  LIKED,
  LIKED_BY,
  LOOKERS,
  NONE,
  ONE_COUNTED,
  PEOPLE,
  TIMES,
} from '../../reading/words/page/page-count.ts';
import { RIGHTS } from '../../reading/words/page/rights.ts';
import { MADE_IN, SHORT_UNITS } from '../../reading/words/page/server-note.ts';
import { SOLD } from '../../reading/words/stock-word.ts';
import { ENDS, ENDS_IN, LEFT_AFTER, LEFT_BEFORE, ORDER, WITHIN } from '../../reading/words/time/countdown.ts';
import { AND_BETWEEN_UNITS, SHORT_TIME_UNITS, TIME_UNITS } from '../../reading/words/time/time-unit.ts';
import { GREETING, MOMENT_HINTS, NUMBER_WORD_HINTS } from '../../reading/words/time/today.ts';
import { anyOf } from '../../reading/words/word-lists.ts';

interface NoiseRule {
  readonly name: string;
  readonly blank: (text: string) => string;
  /** For two texts that differ in a replaced part: whether that difference is noise. */
  readonly agrees?: (before: string, after: string, looks: Looks | undefined) => boolean;
}

/** A count: "1,204", "1.2k", "17". "4.5" is a rating, not a count. */
const NUMBER = "(?:\\d{1,3}(?:[.,’'\\s\\u00a0]\\d{3})+|\\d+(?:[.,]\\d)?\\s?[km]|\\d+)\\+?(?![.,]?\\d)";

/** "3 downloads per day" is a limit, not a count. */
const NO_RATE = '(?!\\s(?:per|an?|each|every|pro|par|por)\\s)';

const CROWD = anyOf(PEOPLE);
const counterPatterns = [
  pattern(
    `(?<![\\p{Sc}\\d.,]\\s?)(?:${WORD_START}(?:${anyOf(NONE)})|${NUMBER})\\s?(?:global |verified |customer |total |user )?(?:${anyOf(COUNTED)})${WORD_END}${NO_RATE}(?: yet)?`,
  ),
  pattern(
    // One of a kind needs a colon: "Annual review 2026" counts nothing.
    `${WORD_START}(?!(?:${anyOf(ONE_COUNTED)})\\s|\\p{L}+\\s(?:19|20)\\d{2}(?!\\d))(?:${anyOf(COUNTED, COUNTED_BEFORE)})(?:\\s?(?:today|total|so far))?\\s?[:：(#]?\\s?${NUMBER}(?!\\s?\\p{Sc})(?![\\d.,]*\\s?[%*★☆]|\\s(?:stars?|points?|out of|von|sur)${WORD_END})[件个個개条次回회]?`,
  ),
  pattern(`${WORD_START}${NUMBER}\\s${LOOKERS}${WORD_END}`),
  pattern(
    `${WORD_START}(?:${anyOf(DONE)})\\s(?:${anyOf(DONE_BY)})?(?:over )?${NUMBER}\\s?(?:${anyOf(TIMES)}|${CROWD})${WORD_END}${NO_RATE}`,
  ),
  pattern(`${WORD_START}${NUMBER}\\s?(?:${anyOf(TIMES)})\\s(?:${anyOf(DONE)})${WORD_END}`),
  pattern(
    Object.values(COUNTED_AROUND)
      .map(([before, after]) => `(?:${before})\\s?${NUMBER}\\s?${after}`)
      .join('|'),
  ),
  pattern(`${WORD_START}(?:${anyOf(LIKED_BY)}) by (?:over )?${NUMBER}(?: (?:${CROWD}|others))?${WORD_END}`),
  pattern(`${WORD_START}${NUMBER}\\s(?:${CROWD}|others) (?:${anyOf(LIKED)})${WORD_END}`),
  pattern(
    `${WORD_START}(?<!(?:lot|unit|no\\.?|nr\\.?|plot|house|apartment|number|#)\\s)(?:over )?${NUMBER} (?:bought|${anyOf(SOLD)})${WORD_END}`,
  ),
  pattern(`${WORD_START}sold ${NUMBER} (?=this |today|so far|in the (?:last|past))`),
  pattern(
    `${WORD_START}(?:${NUMBER}\\s(?:registered |hidden )?(?:guests?|users?|members?|visitors?|readers?|bots?)[\\s,·|]+(?:and\\s|&\\s)?){1,4}(?:are\\s)?(?:${NUMBER}\\s)?(?:online|active|here)${WORD_END}`,
  ),
  pattern(
    `${WORD_START}users? online\\s?[:(]?\\s?${NUMBER}|${WORD_START}(?:currently )?online\\s?[:(]\\s?${NUMBER}`,
  ),
  // The number of ratings after a rating: "4.5 (1,204)", "★★★★☆ (204)".
  pattern(
    `(?<=(?:[★☆⭐]|(?<!(?:version|release|build|ver\\.?)\\s|[\\p{L}\\d.,])[0-5][.,]\\d)(?:\\s?(?:out of|von|sur|/)\\s?\\d{1,2}(?: stars| Sternen)?)?\\s{0,2})\\(${NUMBER}\\)`,
  ),
  pattern(`(?<=★\\s?)(?:\\d{1,3}(?:[.,]\\d{3})+|\\d+(?:[.,]\\d)?k)(?![.,]?\\d)`),
];

const AND = anyOf(AND_BETWEEN_UNITS);
const DURATION = `(?:\\d+\\s?(?:${anyOf(TIME_UNITS)})${WORD_END}(?:\\s|,|:|${AND})*){1,4}`;
/** Hours, minutes and seconds with colons; two groups alone may be the time of day. */
const STOPWATCH = '\\d{1,3}(?:\\s?:\\s?\\d{2}){2,3}(?!\\d)';
const SHORT_DURATION = `(?:\\d+\\s?(?:${anyOf(SHORT_TIME_UNITS)})(?![\\p{L}])\\.?(?:\\s|,|${AND})*){1,3}`;
const countdownPatterns = [
  /^\d{1,3}\s?d(?:ays?)?[\s:,]+\d{1,2}\s?h(?:ours?|rs?)?(?:[\s:,]+\d{1,2}\s?m(?:in\p{L}*)?)?(?:[\s:,]+\d{1,2}\s?s(?:ec\p{L}*)?)?$|^\d{1,2}\s?h(?:ours?|rs?)?[\s:,]+\d{1,2}\s?m(?:in\p{L}*)?(?:[\s:,]+\d{1,2}\s?s(?:ec\p{L}*)?)?$|^\d{1,2} : \d{2} : \d{2}(?: : \d{2})?$/iu,
  pattern(
    `${WORD_START}(?:${anyOf(ENDS)})(?:\\s?:?\\s?(?:(?:${anyOf(ENDS_IN)})\\s)?(?:${DURATION}|${STOPWATCH})|\\sin\\s\\d{1,2}:\\d{2}(?!\\d))`,
  ),
  pattern(`${WORD_START}(?:${anyOf(ORDER)})\\s(?:\\p{L}+\\s)?(?:${anyOf(WITHIN)})\\s${SHORT_DURATION}`),
  pattern(
    `${WORD_START}(?:only |just )?${DURATION}\\s?(?:${anyOf(LEFT_AFTER)})${WORD_END}(?!\\s(?:to|of|in|for|on)\\s)`,
  ),
  pattern(`${WORD_START}(?:${anyOf(LEFT_BEFORE)})\\s${DURATION}`),
];

const timingPatterns = [
  pattern(`(?:${anyOf(MADE_IN)}|⟨count⟩ in)[^\\d\\n]{0,24}\\d+(?:[.,]\\d+)?\\s?(?:${anyOf(SHORT_UNITS)})\\b`),
  /\(\s?\d+[.,]\d+\s?(?:s|sec|seconds|sekunden|ms)\s?\)|\b\d+[.,]\d+\s?(?:ms|s|sec|seconds) elapsed/giu,
];
const blankTimes = blankAll(timingPatterns, '⟨timing⟩');

function blankTiming(text: string): string {
  return blankMadeAt(blankTimes(blankMadeOn(text)));
}

const copyrightPatterns = [
  /((?:©|\(c\))[^\d\n]{0,40})(?:\d{4}\s?[-–—]\s?)?\d{4}/giu,
  // After the word "Copyright" a name may stand, but not a sentence ("Copyright law of 1976").
  /((?<!\p{L})[Cc](?:opyright|OPYRIGHT)(?:\s(?:by\s)?(?:\p{Lu}[\p{L}\d.&'-]*,?\s?){0,4})?\s?)(?:\d{4}\s?[-–—]\s?)?\d{4}/gu,
  /(?:\d{4}\s?[-–—]\s?)?\d{4}(?=\s?(?:©|\(c\)))/giu,
];
const rightsReserved = new RegExp(anyOf(RIGHTS), 'iu');

function blankCopyright(text: string): string {
  const blanked = text
    .replace(copyrightPatterns[0] ?? '', '$1⟨year⟩')
    .replace(copyrightPatterns[1] ?? '', '$1⟨year⟩')
    .replace(copyrightPatterns[2] ?? '', '⟨year⟩');
  return text.length <= 200 && rightsReserved.test(text)
    ? blanked.replace(/(?<![\d.,])(?:19|20)\d{2}(?![\d.,]\d)/g, '⟨year⟩')
    : blanked;
}

/** Cheapest and safest first; each rule is applied to the result of the one before. */
export const NOISE_RULES: readonly NoiseRule[] = [
  { name: 'cache-buster', blank: blankCacheBusters },
  { name: 'copyright-year', blank: blankCopyright },
  { name: 'greeting', blank: (text) => text.replace(GREETING, '⟨greeting⟩') },
  { name: 'countdown', blank: blankAll(countdownPatterns, '⟨countdown⟩') },
  { name: 'counter', blank: blankAll(counterPatterns, '⟨count⟩') },
  { name: 'timing', blank: blankTiming },
  { name: 'today', blank: blankToday },
  { name: 'relative-time', blank: blankAll(agoPatterns, '⟨ago⟩') },
  { name: 'updated-date', blank: blankUpdated },
  { name: 'delivery-date', blank: blankDelivery, agrees: movedOn },
  { name: 'clock', blank: blankClock },
  { name: 'token', blank: blankTokens },
];

/** Words a rule may blank; a difference without them and without digits was written by somebody. */
export const NOISE_WORDS = new RegExp(
  `\\d|${anyOf(MOMENT_HINTS)}|(?<![\\p{L}])(?:${anyOf(NUMBER_WORD_HINTS)})(?![\\p{L}])`,
  'iu',
);
