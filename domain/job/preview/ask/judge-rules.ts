// Words, price rules and times that a model took from the wish. Each is read by the reader of what people type, and has to stand in the
// wish or on the page: a page that talks to the model can not set an amount or a time that nobody asked for.
import type { JobInput, JobSchedule } from '../../../config/schema.ts';
import { schedulePhrase, timesPerDay } from '../../../config/schedule/phrase/describe-schedule.ts';
import { readSchedule } from '../../../config/schedule/phrase/parse-phrase.ts';
import type { PageOffer } from '../../../price/page-offer.ts';
import type { SavedPriceRule } from '../../../price/rule/rule-input.ts';
import { parsePriceRule, textOfRule } from '../../../price/rule/rule-text.ts';
import { formatMoney } from '../../../reading/money/money.ts';
import { isWebloomError } from '../../../system/errors.ts';
import { MAX_RULES, MAX_WORDS } from './bounds.ts';
import { type Judged, keptAs, NOTHING, refusedAs, says, together } from './finding.ts';
import type { ModelReply } from './schema.ts';

type Changes = NonNullable<JobInput['config']['changes']>;
export type WordRules = Pick<Changes, 'triggerText' | 'blockWhilePresent'>;

interface SaidWords {
  readonly wish: string;
  /** Lines that would be watched. */
  readonly watched: readonly string[];
  /** All lines of the page. */
  readonly lines: readonly string[];
}

/** Words that have to be there, or gone, before a change is told. */
export function judgeWords(
  { appears, disappears }: Pick<ModelReply, 'appears' | 'disappears'>,
  known: SaidWords,
): Judged<WordRules> {
  const first = (words: readonly string[] | null | undefined): string[] => (words ?? []).slice(0, MAX_WORDS);
  return together([
    ...first(appears).map((words) => judgeAppearing(words.trim(), known)),
    ...first(disappears).map((words) => judgeLeaving(words.trim(), known)),
  ]);
}

function judgeAppearing(words: string, known: SaidWords): Judged<WordRules> {
  const fault = faultOfWords(words, known);
  if (fault !== null) return refusedAs('words', words, fault);
  if (known.watched.some((line) => says(line, words)))
    return refusedAs('words', words, 'these words stand there already, so nothing would be waited for');
  return keptAs(
    { triggerText: [words] },
    { kind: 'words', what: `Tell only when “${words}” is there`, shows: [] },
  );
}

function judgeLeaving(words: string, known: SaidWords): Judged<WordRules> {
  const fault = faultOfWords(words, known);
  if (fault !== null) return refusedAs('words', words, fault);
  const shows = known.watched.filter((line) => says(line, words)).slice(0, 1);
  if (shows.length === 0)
    return refusedAs('words', words, 'these words do not stand in what would be watched');
  return keptAs(
    { blockWhilePresent: [words] },
    { kind: 'words', what: `Tell only when “${words}” is gone`, shows },
  );
}

const MAX_WORDS_LENGTH = 100;

function faultOfWords(words: string, { wish, lines }: SaidWords): string | null {
  if (words === '' || words.length > MAX_WORDS_LENGTH) return 'they are no words to look for';
  // Between slashes a job reads a pattern.
  if (words.startsWith('/')) return 'a pattern is for people to write';
  if (says(wish, words) || lines.some((line) => says(line, words))) return null;
  return 'neither your words nor the page say it';
}

/** Rules on the price that the page names. */
export function judgePrices(
  said: ModelReply['price'],
  wish: string,
  offer: PageOffer | null,
): Judged<SavedPriceRule> {
  const rules = [...new Set((said ?? []).map((text) => text.trim()))].slice(0, MAX_RULES);
  return together(rules.map((text) => judgePrice(text, wish, offer)));
}

function judgePrice(text: string, wish: string, offer: PageOffer | null): Judged<SavedPriceRule> {
  const rule = ruleOf(text);
  if (rule === null) return refusedAs('price', text, 'it is no price rule');
  const wanted = numbersIn(wish);
  const invented = numbersIn(text).filter((number) => !wanted.includes(number));
  if (invented.length > 0) {
    const why = `you did not say ${invented.join(' and ')}: nobody but you sets a number`;
    return refusedAs('price', text, why);
  }
  const seen = OF_STOCK.has(rule.kind) ? stockSeen(offer) : priceSeen(offer, rule);
  if ('fault' in seen) return refusedAs('price', text, seen.fault);
  return keptAs(rule, { kind: 'price', what: `Tell: ${textOfRule(rule)}`, shows: [seen.shows] });
}

const OF_STOCK: ReadonlySet<string> = new Set(['back-in-stock', 'out-of-stock']);

/** What the page says that a rule would be about. */
type Seen = { readonly shows: string } | { readonly fault: string };

function stockSeen(offer: PageOffer | null): Seen {
  return offer === null || offer.availability === 'unknown'
    ? { fault: 'the page does not say whether it is in stock' }
    : { shows: `stock ${offer.availability}` };
}

function priceSeen(offer: PageOffer | null, rule: SavedPriceRule): Seen {
  const price = offer?.offer?.price;
  if (price === undefined) return { fault: 'no price of its own is found on the page' };
  const currency = 'currency' in rule ? (rule.currency ?? price.currency) : price.currency;
  return currency === price.currency
    ? { shows: formatMoney(price) }
    : { fault: `the price on the page is in ${price.currency}` };
}

function ruleOf(text: string): SavedPriceRule | null {
  try {
    return parsePriceRule(text);
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return null;
  }
}

/** With `1.299,50`, `1,299.50` and `1 299.50` as one number. */
function numbersIn(text: string): number[] {
  const plain = text.match(/\d[\d.,'’]*/g) ?? [];
  const spaced = text.match(/\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?/g) ?? [];
  return [...plain, ...spaced].map(toNumber);
}

function toNumber(text: string): number {
  const [, whole = '', decimals = '0'] = /^(.*?)(?:[.,](\d{1,2}))?[.,'’]*$/s.exec(text) ?? [];
  return Number(`${whole.replaceAll(/\D/g, '')}.${decimals}`);
}

/** A model may have made words into numbers: more often than this, they have to be those of the wish. */
const MAX_TIMES_A_DAY = 24;

export function judgeTime(
  said: ModelReply['when'],
  wish: string,
  { timezone, now }: { readonly timezone: string; readonly now: Date },
): Judged<JobSchedule> {
  const text = said?.trim() ?? '';
  if (text === '') return NOTHING;
  const schedule = scheduleOf(text, timezone);
  if (schedule === null) return refusedAs('when', text, 'it is no time that a schedule can have');
  const wanted = numbersIn(wish);
  const isInvented = numbersIn(text).some((number) => !wanted.includes(number));
  if (isInvented && timesPerDay(schedule, now) > MAX_TIMES_A_DAY)
    return refusedAs('when', text, 'you did not say how often, and this is more than once an hour');
  return keptAs(schedule, { kind: 'when', what: `Look ${schedulePhrase(schedule)}`, shows: [] });
}

function scheduleOf(text: string, timezone: string): JobSchedule | null {
  try {
    return readSchedule(text, timezone);
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    return null;
  }
}
