// The name in the text of a byline: without "by" and labels before it, and without agencies, jobs, places and dates behind.
import { foldSpace } from '../html/copy-text.ts';
import { AGENCIES } from '../words/article/agency.ts';
import {
  AUTHOR,
  AUTHOR_IN_BRACKETS,
  AUTHOR_LABELS,
  AUTHOR_OF_NAME,
  BEHIND_NAME,
  BY,
  COUNTED_BEHIND_NAME,
  CREDITS,
  ENDS_NAME,
  IN_PLACE,
  MORE_OF,
  NAME_PARTICLES,
  NO_CREDIT,
  NO_NAMES,
  OTHER_WORK,
  PAPERS,
  PICTURE_LABELS,
  PICTURES,
  REPORTER_BEHIND,
  REPORTERS,
  ROLE_BEFORE,
  ROLE_KINDS,
  ROLES,
  WITH_AGENCY,
  WRITTEN,
  WRITTEN_BY,
} from '../words/article/byline.ts';
import { ENGLISH_MONTHS } from '../words/time/calendar-words.ts';
import { anyOf } from '../words/word-lists.ts';

const BY_NAME = new RegExp(
  String.raw`^(?:(?:${anyOf(WRITTEN)})?\s?by|${anyOf(WRITTEN_BY, BY, AUTHOR, AUTHOR_OF_NAME)})\s*[:：]?\s+`,
  'iu',
);
const LEAD = new RegExp(String.raw`^(?:${anyOf(MORE_OF)}|${anyOf(ROLE_BEFORE)})\s+(?=\p{L})`, 'iu');
const LABEL = new RegExp(
  String.raw`^(?:${anyOf(AUTHOR_LABELS)})(?:\s*[:：/／＝=]\s*|(?<=${anyOf(REPORTERS)})\s+)`,
  'iu',
);
/** "記者王小明／台北報導", "新华社记者 王小明". */
const CJK_CREDIT = new RegExp(
  String.raw`^[\u4e00-\u9fff]{0,6}(?:${anyOf(CREDITS)})\s*[:：]?\s*(?!${anyOf(NO_CREDIT)})([\u4e00-\u9fff]{2,4})(?=$|[\s／/，、）)]).*$`,
);
const TAIL = new RegExp(
  String.raw`\s*(?:[|•·]|\s@\w|\((?:${anyOf(AUTHOR_IN_BRACKETS)})\)|\b(?:${anyOf(BEHIND_NAME)})\b|\bon (?:\w+,? \d|\d)|\d{1,2}:\d{2}|\b(?:${ENGLISH_MONTHS})[a-z]*\.? \d|\d{1,2} (?:${ENGLISH_MONTHS})|\d{4}-\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d+ (?:${anyOf(COUNTED_BEHIND_NAME)})\b|\b(?:${anyOf(PICTURES)}) by\b).*$`,
  'i',
);
/** Words that end a name, labels of pictures, and what others did: each needs a name before it. */
const END = new RegExp(
  String.raw`(?<=\p{L}[\p{L}.’')]*)[\s,;.(/|–-]+(?:(?:${anyOf(ENDS_NAME)})(?![\p{L}])|(?:${anyOf(PICTURE_LABELS)})\s*[:：/]|(?:${anyOf(OTHER_WORK)})\s+by\s|\d{1,2}\.? \p{L}{3,}\.? \d{4}).*$`,
  'iu',
);
const AGENCY = AGENCIES.map((name) => name.replaceAll('.', String.raw`\.`))
  .toSorted((a, b) => b.length - a.length)
  .join('|');
/** ", dpa", "/AFP", "(avec AFP)", "et AFP", "with Reuters", and capitals right behind two words. */
const AGENCY_BEHIND = new RegExp(
  String.raw`(?<=\p{L}[\p{L}.’')]*)(?:\s*[,/|(–—-]\s*(?:(?:${anyOf(WITH_AGENCY)})\s+)?|\s+(?:${anyOf(WITH_AGENCY)})\s+|(?<=\p{L}\s\p{Lu}[\p{L}.’'-]*)\s+)(?:[Tt]he\s+)?(?:${AGENCY})(?:[\s/,)].*)?$`,
  'u',
);
const NAME = String.raw`^(\p{Lu}[^\s,]*(?:\s+\p{Lu}[^\s,]*){1,3}?)`;
const POSITION = new RegExp(
  String.raw`${NAME}(?:(?:,|\s[-–—|])(?:\s+[\p{L}&-]+){0,3}|(?:\s+(?:${anyOf(ROLE_KINDS)}))*)\s+(?:${anyOf(ROLES)})$`,
  'iu',
);
/** The place or employer behind a name: "in Berlin", "for The Herald", ", Associated Press". Degrees stay. */
const PLACE = new RegExp(
  String.raw`${NAME}(?:,?\s+(?:${anyOf(IN_PLACE)})\s+(?:the\s+)?\p{Lu}.*|,\s+(?:\p{Lu}[\p{L}.]*\s+){0,3}(?:${anyOf(PAPERS)}))$`,
  'u',
);
/** "Von Hans Müller, Berlin": a single word behind the comma, in a line that says "by". */
const TOWN = new RegExp(String.raw`${NAME},\s+(?!Jr|Sr|Esq)\p{Lu}\p{Ll}{3,}$`, 'u');
const REPORTER = new RegExp(String.raw`\s(?:${anyOf(REPORTER_BEHIND)})$`);
const MAILED = /^\S+@\S+\s+\((.+)\)$/;
const MAIL = /\s*[(<[]?\s*(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<=\s|\()@\w+)\s*[)>\]]?/gu;
const NOTHING = /$^/;
const NOT_A_NAME = new RegExp(
  `https?:|@|^(?:${anyOf(NO_NAMES)})$|^(?:${anyOf(PICTURE_LABELS)})\\s*[:：]|^(?:${anyOf(PICTURES)}) by `,
  'iu',
);

/**
 * Two to eight words; each begins with a capital or joins names ("van", "de"). In scripts without capitals two to four
 * words.
 */
export const PERSON = new RegExp(
  String.raw`^(?:\p{Lu}[\p{L}'’.-]*(?:,?\s+(?:\p{Lu}[\p{L}'’.-]*|${anyOf(NAME_PARTICLES)})){1,7}|[\p{Lo}\p{M}.-]+(?:\s[\p{Lo}\p{M}.-]+){1,3})$`,
  'u',
);

/** Up to three words of introduction in a row: "Autor: Von unserem Redakteur …". */
function withoutLead(text: string): string {
  let rest = text;
  for (let step = 0; step < 3; step += 1) {
    const next = rest.replace(LEAD, '').replace(LABEL, '').replace(BY_NAME, '');
    if (next === rest) break;
    rest = next;
  }
  return rest;
}

/** The name without what stands around it; undefined when no name is left. */
export function cleanAuthor(text: string): string | undefined {
  const source = foldSpace(text)
    .replace(MAILED, '$1')
    .replace(/^\(([^()]+)\)\.?$/, '$1');
  if (source.length > MAX_LENGTH) return undefined;
  const name = withoutLead(source.replace(CJK_CREDIT, '$1'));
  const bare = name
    .replace(name.includes(' ') ? MAIL : NOTHING, '')
    .replace(TAIL, '')
    .replace(END, '')
    .replace(/[\s,;:|–—-]+$/, '')
    .replace(AGENCY_BEHIND, '')
    .replace(POSITION, '$1')
    .replace(PLACE, '$1')
    .replace(name === source ? NOTHING : TOWN, '$1')
    .replace(REPORTER, '')
    .replace(/[\s,;]+$/, '')
    .trim();
  if (bare.length < 2 || bare.length > 100 || NOT_A_NAME.test(bare) || !/\p{L}/u.test(bare)) return undefined;
  return bare;
}

/** A longer text is no byline. */
const MAX_LENGTH = 400;

/** "annl", "KatieS", "andrew.lee2": the name of an account, as content systems put it into markup. */
export function isAccountName(name: string): boolean {
  return /^[\w.-]+$/.test(name) && /\d|[._]|\p{Ll}\p{Lu}|^\p{Ll}/u.test(name);
}

/** "herald.example": an address in the place of a name. */
export function isAddress(name: string): boolean {
  return /^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i.test(name);
}
