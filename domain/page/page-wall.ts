// Signs that a page is a wall (challenge, block, login, consent) or says that nothing is here.
import type { Element } from 'domhandler';
import { isElement, textOf } from './html-tree.ts';
import type { PageMetadata } from './page-metadata.ts';
import type { PageScan } from './page-scan.ts';
import {
  BLOCK_TEXT,
  CAPTCHA_TEXT,
  CONSENT_TEXT,
  ERROR_TEXT,
  LOGIN_TEXT,
  NOT_FOUND_HEAD,
  PAGE_NOT_FOUND_TEXT,
  SCRIPT_TEXT,
} from './wall-phrase.ts';

const SMALL_PAGE_CHARS = 1_500;
/** A page that says hardly more than this one sentence. */
const TINY_PAGE_CHARS = 200;
/** No wall says this much. */
const WALL_MAX_CHARS = 8_000;

function firstTexts(scan: PageScan, maxChars: number): string {
  let text = '';
  for (const block of scan.blocks) {
    if (text.length > maxChars) break;
    text += `${block.text}\n`;
  }
  return text.slice(0, maxChars);
}

function noscriptWarns(scan: PageScan): boolean {
  return scan.noscripts.some((element) => SCRIPT_TEXT.test(textOf(element, 500)));
}

/** The question stands apart from a page that has a heading of its own: a banner over it, no wall before it. */
function isBanner({ blocks, headings }: PageScan): boolean {
  const question = blocks.find(({ text }) => CONSENT_TEXT.test(text));
  if (question === undefined) return false;
  const place = topOf(question.element);
  return headings.some(
    ({ level, text, element, region }) =>
      level === 1 && region === 'main' && !CONSENT_TEXT.test(text) && topOf(element) !== place,
  );
}

/** The part of the body an element stands in. */
function topOf(element: Element): Element {
  const { parent } = element;
  return parent === null || !isElement(parent) || parent.name === 'body' ? element : topOf(parent);
}

/** Text rules run on the title, the headings and, on small pages, the text: a long article about captchas is no wall. */
export function wallSigns(scan: PageScan, metadata: PageMetadata): Record<string, boolean> {
  const small = scan.counts.textChars < SMALL_PAGE_CHARS;
  if (scan.counts.mainChars > WALL_MAX_CHARS) return {};
  const heads = scan.headings
    .filter((h) => h.level <= 2)
    .slice(0, 4)
    .map((h) => h.text);
  const head = [metadata.title, ...heads].join('\n');
  const body = small ? firstTexts(scan, SMALL_PAGE_CHARS) : '';
  const says = (pattern: RegExp): boolean => pattern.test(head) || (small && pattern.test(body));
  return {
    saysCaptcha: says(CAPTCHA_TEXT) || (small && scan.counts.captchaMarks > 0),
    saysBlocked: says(BLOCK_TEXT),
    saysError: says(ERROR_TEXT),
    saysNotFound:
      says(PAGE_NOT_FOUND_TEXT) ||
      NOT_FOUND_HEAD.test(scan.counts.textChars < TINY_PAGE_CHARS ? `${head}\n${body}` : head),
    saysLogin: [metadata.title, ...heads].some((text) => LOGIN_TEXT.test(text)),
    saysConsent: small && CONSENT_TEXT.test(`${head}\n${body}`) && !isBanner(scan),
    saysScript: small && (SCRIPT_TEXT.test(body) || noscriptWarns(scan)),
  };
}
