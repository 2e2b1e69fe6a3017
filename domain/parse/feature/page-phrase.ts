// Short lines that give a page's kind away: replies and quotes, calls to act, result counts, teasers' "read more".
import type { Element } from 'domhandler';
import { isElement } from '../html/html-tree.ts';
import type { PhraseFeatures } from '../../page/page-features.ts';
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
} from '../../words/page/kind-phrase.ts';
import { anyOf } from '../../words/word-lists.ts';

const MAX_CHARS = 70;
const REPLY = new RegExp(
  String.raw`^(?:${anyOf(REPLIES)})\b|\b(?:${anyOf(WROTE)}):?$|^\d+ (?:${anyOf(COUNTED_REPLIES)})\b|^#\d{1,4}$`,
  'i',
);
const CALL_TO_ACT = new RegExp(String.raw`^(?:${anyOf(CALLS_TO_ACT)})\b`, 'i');
const RESULTS = new RegExp(String.raw`^(?:${anyOf(LIST_TOOLS)}|\d[\d,.]* (?:${anyOf(LISTED)})\b)`, 'i');
const TEASER = new RegExp(String.raw`^(?:${anyOf(TEASERS)})\b`, 'i');
const BUYS = new RegExp(String.raw`^(?:${anyOf(BUY_BOX)})\b`, 'i');

export function phraseCounts(scan: PageScan): PhraseFeatures {
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
    if (REPLY.test(text)) counts.replies++;
    else if (CALL_TO_ACT.test(text)) counts.callsToAct++;
    else if (RESULTS.test(text)) counts.results++;
    else if (TEASER.test(text)) counts.teasers++;
    else if (BUYS.test(text)) counts.buyBox++;
  }
  return { ...counts, paragraphRun: Math.max(0, ...runs.values()), paragraphHolders: runs.size };
}
