// Signs that a page is a wall (challenge, block, error, login, consent) or says that nothing is here.
import type { Element } from 'domhandler';
import { isElement, textOf } from '../html/html-tree.ts';
import { mainHeading } from '../scan/page-heading.ts';
import type { WallFeatures, WallSign } from '../page/page-features.ts';
import type { PageMetadata } from '../markup/page-metadata.ts';
import type { BlockDraft, PageScan } from '../scan/page-scan.ts';
import { CONSENT_HEAD, CONSENT_TEXT } from '../words/consent/consent-request.ts';
import { BLOCK_TEXT, BLOCK_WHOLE } from '../words/wall/blocked-wall.ts';
import { CAPTCHA_TEXT, CAPTCHA_WHOLE } from '../words/wall/captcha-wall.ts';
import { ERROR_TEXT, ERROR_WHOLE } from '../words/wall/error-wall.ts';
import { LOGIN_WHOLE } from '../words/wall/login-wall.ts';
import { NOT_FOUND_TEXT, NOT_FOUND_WHOLE } from '../words/wall/lost-page.ts';
import { PARKED_TEXT } from '../words/wall/parked-page.ts';
import { SCRIPT_TEXT } from '../words/wall/script-wall.ts';
import { wordOverlap } from '../html/word-overlap.ts';

const SMALL_PAGE_CHARS = 1_500;
/** A page with less text says hardly more than one sentence, so its first lines count as headings. */
const TINY_PAGE_CHARS = 200;
/** A page with more text in its main part is no wall. */
const WALL_MAX_CHARS = 8_000;
/** Only the first blocks are read: a wall says at once what it is. */
const FIRST_BLOCKS = 6;
const TITLE_PARTS = /\s+[|–—·•»›:-]+\s+|\s*[|‹›»]\s*/;
const CODE_PAGE_CHARS = 500;

/** What a page says of itself: the parts of its title and its headings, and the first lines of its content. */
interface Statements {
  readonly title: readonly string[];
  readonly headings: readonly string[];
  readonly lines: readonly string[];
  readonly heading: string;
}

function withParts(text: string): string[] {
  return [text, ...text.split(TITLE_PARTS)].filter((part) => part !== '');
}

function firstLines(blocks: readonly BlockDraft[]): string[] {
  return blocks
    .filter(({ region }) => region !== 'navigation' && region !== 'header' && region !== 'footer')
    .slice(0, FIRST_BLOCKS)
    .map(({ text }) => text);
}

function statementsOf(scan: PageScan, { title }: PageMetadata): Statements {
  const headings = scan.headings.filter(({ level }) => level <= 2).slice(0, 4);
  const tiny = scan.counts.textChars < TINY_PAGE_CHARS;
  const lines = scan.counts.textChars < SMALL_PAGE_CHARS ? firstLines(scan.blocks) : [];
  return {
    title: withParts(title),
    headings: [...headings.flatMap(({ text }) => withParts(text)), ...(tiny ? lines.slice(0, 3) : [])],
    lines,
    heading: mainHeading(scan, title)?.text ?? '',
  };
}

/**
 * Whether a title or heading says the sentence. A longer text that only quotes it ("How to find out why visitors of
 * your shop see 'Access denied'") does not: the sentence must fill 30 % of the text.
 */
function tells(text: string, sentence: RegExp): boolean {
  const match = sentence.exec(text);
  return match !== null && match[0].length >= text.length * 0.3;
}

function signOf({ title, headings, lines }: Statements, name: RegExp, sentence: RegExp): WallSign {
  const speaks = (text: string): boolean => name.test(text) || tells(text, sentence);
  if (title.some(speaks) && headings.some(speaks)) return 'both';
  if ([...title, ...headings].some((text) => tells(text, sentence))) return 'says';
  if (lines.some((text) => sentence.test(text))) return 'says';
  if (title.some((text) => name.test(text))) return 'names';
  // Heading "Not found", title "Not Found (song)": the page is about something of that name, not a wall.
  const isNamed = (text: string): boolean =>
    title.some((part) => part.toLowerCase().includes(text.toLowerCase()));
  return headings.some((text) => name.test(text) && !isNamed(text)) ? 'names' : '';
}

const KINDS = {
  wallCaptcha: [CAPTCHA_WHOLE, CAPTCHA_TEXT],
  wallBlocked: [BLOCK_WHOLE, BLOCK_TEXT],
  wallNotFound: [NOT_FOUND_WHOLE, NOT_FOUND_TEXT],
  wallError: [ERROR_WHOLE, ERROR_TEXT],
} as const;

/** Whether title and heading name the same thing and it is no wall; then the lines below speak of that thing. */
function hasSubject({ heading, title }: Statements): boolean {
  const isLong =
    heading.split(' ').length >= 3 || (/[\u3040-\u9fff\uac00-\ud7af]/.test(heading) && heading.length >= 6);
  if (!isLong || wordOverlap(heading, title[0] ?? '') < 0.6) return false;
  const speaks = (text: string): boolean =>
    Object.values(KINDS).some(([name, sentence]) => name.test(text) || tells(text, sentence));
  return !withParts(heading).some((text) => speaks(text) || PARKED_TEXT.test(text));
}

function noscriptWarns(scan: PageScan): boolean {
  return scan.noscripts.some((element) => SCRIPT_TEXT.test(textOf(element, 500)));
}

/** Whether the consent question is a banner over a page, not a wall: the page's own h1 stands elsewhere in the body. */
function isBanner({ blocks, headings }: PageScan): boolean {
  const question = blocks.find(({ text }) => CONSENT_TEXT.test(text));
  if (question === undefined) return false;
  const place = topOf(question.element);
  return headings.some(
    ({ level, text, element, region }) =>
      level === 1 && region === 'main' && !CONSENT_TEXT.test(text) && topOf(element) !== place,
  );
}

/** The child of the body that holds the element. */
function topOf(element: Element): Element {
  const { parent } = element;
  return parent === null || !isElement(parent) || parent.name === 'body' ? element : topOf(parent);
}

const NO_WALL = { wallCaptcha: '', wallBlocked: '', wallNotFound: '', wallError: '' } as const;

export function wallSigns(scan: PageScan, metadata: PageMetadata): Partial<WallFeatures> {
  if (scan.counts.mainChars > WALL_MAX_CHARS) return {};
  const small = scan.counts.textChars < SMALL_PAGE_CHARS;
  const told = statementsOf(scan, metadata);
  const hasOwn = hasSubject(told);
  const text = told.lines.join('\n');
  return {
    isParked:
      small && !hasOwn && [...told.title, ...told.headings, text].some((line) => PARKED_TEXT.test(line)),
    asksLogin: [...told.title, told.heading].some((line) => LOGIN_WHOLE.test(line)),
    asksConsent: [...told.title, ...told.headings].some((line) => CONSENT_HEAD.test(line)),
    saysConsent:
      small && CONSENT_TEXT.test([...told.title, ...told.headings, text].join('\n')) && !isBanner(scan),
    saysScript: small && (SCRIPT_TEXT.test(text) || noscriptWarns(scan)),
    showsCode:
      scan.counts.textChars > CODE_PAGE_CHARS && scan.blocks.some(({ element }) => element.name === 'pre'),
    ...(hasOwn ? NO_WALL : wallsOf(told)),
  };
}

function wallsOf(told: Statements): Record<keyof typeof KINDS, WallSign> {
  return {
    wallCaptcha: signOf(told, ...KINDS.wallCaptcha),
    wallBlocked: signOf(told, ...KINDS.wallBlocked),
    wallNotFound: signOf(told, ...KINDS.wallNotFound),
    wallError: signOf(told, ...KINDS.wallError),
  };
}
