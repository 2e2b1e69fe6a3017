// The rules of known noise. Each replaces its noise in a text by a mark, so that texts which differ only in
// noise become equal. Prices, stock and plain numbers are never replaced.
import {
  agoPatterns,
  blankClock,
  blankDelivery,
  blankToday,
  blankUpdated,
  type Looks,
  movedOn,
} from './noise-date.ts';
import { blankAll, pattern, WORD_END, WORD_START } from './noise-pattern.ts';
import { blankCacheBusters, blankTokens } from './noise-token.ts';
import {
  COUNTED,
  CROWD,
  DONE,
  GREETING,
  LEFT_AFTER,
  LEFT_BEFORE,
  LOOKERS,
  RIGHTS,
  TIMES,
  UNITS,
} from '../../words/noise-words.ts';
import { SOLD } from '../../words/stock.ts';
import { anyOf } from '../../words/word-lists.ts';

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

const counterPatterns = [
  pattern(
    `(?<![\\p{Sc}\\d.,]\\s?)(?:${WORD_START}(?:no|keine|aucune?|sin|nessun[ao]?)|${NUMBER})\\s?(?:global |verified |customer |total |user )?(?:${COUNTED})${WORD_END}${NO_RATE}(?: yet)?`,
  ),
  pattern(
    // A singular needs a colon: "Annual review 2026" counts nothing, "Reviews: 17" does.
    `${WORD_START}(?!(?:view|visit|hit|like|share|comment|review|vote|download|reaction|bookmark|avis|opinion)\\s|\\p{L}+\\s(?:19|20)\\d{2}(?!\\d))(?:${COUNTED}|visitor(?: (?:no\\.?|number))?|hit counter)(?:\\s?(?:today|total|so far))?\\s?[:：(#]?\\s?${NUMBER}(?!\\s?\\p{Sc})(?![\\d.,]*\\s?[%*★☆]|\\s(?:stars?|points?|out of|von|sur)${WORD_END})[件个個개条次回회]?`,
  ),
  pattern(`${WORD_START}${NUMBER}\\s${LOOKERS}${WORD_END}`),
  pattern(
    `${WORD_START}(?:${DONE})\\s(?:by |von |par |por )?(?:over )?${NUMBER}\\s?(?:${TIMES}|${CROWD})${WORD_END}${NO_RATE}`,
  ),
  pattern(`${WORD_START}${NUMBER}\\s?(?:${TIMES})\\s(?:${DONE})${WORD_END}`),
  pattern(`(?:浏览|阅读|播放)\\s?${NUMBER}\\s?次`),
  pattern(
    `${WORD_START}(?:liked|loved|saved|followed|bought|recommended) by (?:over )?${NUMBER}(?: (?:${CROWD}|others))?${WORD_END}`,
  ),
  pattern(
    `${WORD_START}${NUMBER}\\s(?:${CROWD}|others) (?:found|find|like|liked|love|bought|recommend|recommended)${WORD_END}`,
  ),
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

const DURATION = `(?:\\d+\\s?(?:${UNITS})${WORD_END}(?:\\s|,|:|and |und |et |y |e )*){1,4}`;
/** "01:12:30": three groups or more; two groups alone may be the time of day. */
const STOPWATCH = '\\d{1,3}(?:\\s?:\\s?\\d{2}){2,3}(?!\\d)';
const SHORT_DURATION =
  '(?:\\d+\\s?(?:hours?|hrs?|h|std\\.?|stunden?|heures?|horas?|ore|uur|mins?|minutes?|minuten?|m|secs?|s)(?![\\p{L}])\\.?(?:\\s|,|and |und |et |y |e )*){1,3}';
const countdownPatterns = [
  /^\d{1,3}\s?d(?:ays?)?[\s:,]+\d{1,2}\s?h(?:ours?|rs?)?(?:[\s:,]+\d{1,2}\s?m(?:in\p{L}*)?)?(?:[\s:,]+\d{1,2}\s?s(?:ec\p{L}*)?)?$|^\d{1,2}\s?h(?:ours?|rs?)?[\s:,]+\d{1,2}\s?m(?:in\p{L}*)?(?:[\s:,]+\d{1,2}\s?s(?:ec\p{L}*)?)?$|^\d{1,2} : \d{2} : \d{2}(?: : \d{2})?$/iu,
  pattern(
    `${WORD_START}(?:ends?|ending|expires?|starts?|closes?|offer ends|sale ends|time left|time remaining|remaining time|endet|noch|expire|termina|se termine|заканчивается)(?:\\s?:?\\s?(?:(?:in|dans|en|через|tra)\\s)?(?:${DURATION}|${STOPWATCH})|\\sin\\s\\d{1,2}:\\d{2}(?!\\d))`,
  ),
  pattern(
    `${WORD_START}(?:order|buy|book|purchase|bestelle[nr]?|bestellen sie|commandez|pide|ordina|bestel)\\s(?:\\p{L}+\\s)?(?:within|in the next|innerhalb(?: von| der nächsten)?|dans les|antes de|entro|binnen)\\s${SHORT_DURATION}`,
  ),
  pattern(
    `${WORD_START}(?:only |just )?${DURATION}\\s?(?:${LEFT_AFTER})${WORD_END}(?!\\s(?:to|of|in|for|on)\\s)`,
  ),
  pattern(`${WORD_START}(?:${LEFT_BEFORE})\\s${DURATION}`),
];

const timingPatterns = [
  /(?:generated|rendered|served|loaded|executed|processed|created|took|erstellt|geladen|générée?|search took|query took|results? in|queries in|⟨count⟩ in)[^\d\n]{0,24}\d+(?:[.,]\d+)?\s?(?:ms|µs|s|secs?|seconds?|milliseconds?|sekunden|secondes)\b/giu,
  /\(\s?\d+[.,]\d+\s?(?:s|sec|seconds|sekunden|ms)\s?\)|\b\d+[.,]\d+\s?(?:ms|s|sec|seconds) elapsed/giu,
];
const copyrightPatterns = [
  /((?:©|\(c\))[^\d\n]{0,40})(?:\d{4}\s?[-–—]\s?)?\d{4}/giu,
  // After the word "Copyright" a name may stand, but not a sentence ("Copyright law of 1976").
  /((?<!\p{L})[Cc](?:opyright|OPYRIGHT)(?:\s(?:by\s)?(?:\p{Lu}[\p{L}\d.&'-]*,?\s?){0,4})?\s?)(?:\d{4}\s?[-–—]\s?)?\d{4}/gu,
  /(?:\d{4}\s?[-–—]\s?)?\d{4}(?=\s?(?:©|\(c\)))/giu,
];
const rightsReserved = new RegExp(RIGHTS, 'iu');

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
  { name: 'timing', blank: blankAll(timingPatterns, '⟨timing⟩') },
  { name: 'today', blank: blankToday },
  { name: 'relative-time', blank: blankAll(agoPatterns, '⟨ago⟩') },
  { name: 'updated-date', blank: blankUpdated },
  { name: 'delivery-date', blank: blankDelivery, agrees: movedOn },
  { name: 'clock', blank: blankClock },
  { name: 'token', blank: blankTokens },
];

/**
 * Words that a rule may replace. A difference without these words and without digits was written by a person.
 */
export const NOISE_WORDS =
  /\d|now|moment|yesterday|today|ago|(?<![\p{L}])(?:an?|one|few|no|ein\p{L}*|une?|una?)(?![\p{L}])|gerade|soeben|gestern|heute|instant|hier|ayer|hoy|ontem|hoje|ieri|oggi|vandaag|gisteren|igår|wczoraj|dzisiaj|včera|dnes|dün|bugün|только|вчера|сегодня|good|guten|bon|buen|dobr|god|goede|добр|günaydın|iyi/iu;
