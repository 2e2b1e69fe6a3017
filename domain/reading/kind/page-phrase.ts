// Short lines that give a page's kind away: replies and quotes, calls to act, result counts, teasers' "read more".
import type { Element } from 'domhandler';
import { isElement } from '../html/html-tree.ts';
import type { PhraseFeatures } from '../page/page-features.ts';
import type { PageScan } from '../scan/page-scan.ts';
import {
  BUY_BOX,
  CALLS_TO_ACT,
  COUNTED_REPLIES,
  LIST_TOOLS,
  LISTED,
  REPLIES,
  TEASERS,
  WROTE,
} from '../words/page/kind-phrase.ts';
import { anyOf, inLanguage, type WordLists } from '../words/word-lists.ts';

const MAX_CHARS = 70;
/** Latin, Greek, Cyrillic and Armenian letters, digits. Written as ranges, because patterns without the flag `u` are read much faster. */
const LETTER = 'a-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff\u0531-\u058f';
/** The end of a word. Scripts without capitals write words without spaces, or join others to them. */
const END = `(?:(?<=:)|(?![${LETTER}]))`;

interface Patterns {
  readonly reply: RegExp;
  readonly callToAct: RegExp;
  readonly results: RegExp;
  readonly teaser: RegExp;
  readonly buys: RegExp;
}

function patternsOf(words: (list: WordLists) => string): Patterns {
  const starts = (list: WordLists): RegExp => new RegExp(`^(?:${words(list)})${END}`, 'i');
  return {
    reply: new RegExp(
      String.raw`^(?:${words(REPLIES)})${END}|(?<![${LETTER}])(?:${words(WROTE)}):?$|^\d+ (?:${words(COUNTED_REPLIES)})${END}|^#\d{1,4}$`,
      'i',
    ),
    callToAct: starts(CALLS_TO_ACT),
    results: new RegExp(String.raw`^(?:${words(LIST_TOOLS)}|\d[\d,.]*\s?(?:${words(LISTED)})${END})`, 'i'),
    teaser: starts(TEASERS),
    buys: starts(BUY_BOX),
  };
}

const LANGUAGES = new Set(
  [REPLIES, CALLS_TO_ACT, LIST_TOOLS, TEASERS, BUY_BOX].flatMap((list) =>
    Object.keys(list).flatMap((languages) => languages.split(' ')),
  ),
);
const KNOWN = new Map<string, Patterns>();

/** Patterns of the page's language; of all languages, which take longer, if it is not known. */
function patternsFor(lang: string): Patterns {
  const short = lang.slice(0, 2).toLowerCase();
  const key = LANGUAGES.has(short) ? short : '';
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const made = patternsOf((list) => anyOf(key === '' ? list : inLanguage(list, key)));
  KNOWN.set(key, made);
  return made;
}

export function phraseCounts(scan: PageScan): PhraseFeatures {
  const { reply, callToAct, results, teaser, buys } = patternsFor(scan.lang);
  const counts = { replies: 0, callsToAct: 0, results: 0, teasers: 0, buyBox: 0 };
  const runs = new Map<Element, number>();
  for (const { text, element, region } of scan.blocks) {
    if (text.length > MAX_CHARS) {
      const parent = element.parent;
      if (text.length < 100 || region !== 'main' || !isElement(parent)) continue;
      const holder = element.name === 'p' ? parent : element;
      runs.set(holder, (runs.get(holder) ?? 0) + 1);
      continue;
    }
    if (region === 'footer' || region === 'navigation') continue;
    if (reply.test(text)) counts.replies++;
    else if (callToAct.test(text)) counts.callsToAct++;
    else if (results.test(text)) counts.results++;
    else if (teaser.test(text)) counts.teasers++;
    else if (buys.test(text)) counts.buyBox++;
  }
  return { ...counts, paragraphRun: Math.max(0, ...runs.values()), paragraphHolders: runs.size };
}
