// What the walk collects at single elements: links, headings, scripts, structured-data roots, price and byline places.
import type { Element } from 'domhandler';
import { copyText, foldSpace } from '../html/copy-text.ts';
import type { ElementAttributes } from './element-attributes.ts';
import { mayBeButton, collectAction, collectCart, pictureText } from './page-action.ts';
import { rawTextOf } from '../html/html-tree.ts';
import type { PageScan, PlacedElement } from './page-scan.ts';
import type { WalkState } from './walk-state.ts';
import { CHALLENGE_SCRIPT } from '../words/wall/captcha-wall.ts';
import { CLASS_HINT } from './class-hint.ts';

const MAX_COLLECTED = 200;
/** A link with a longer text is no button, so most links of a page need no test of their words. */
const MAX_BUTTON_LINK = 40;
function collectHinted(walker: WalkState, element: Element, hints: number): void {
  const { scan } = walker;
  if ((hints & CLASS_HINT.price) !== 0 && !walker.hidden) walker.price(element);
  if ((hints & CLASS_HINT.byline) !== 0) collectAt(walker, scan.bylines, element);
  if ((hints & CLASS_HINT.date) !== 0) collectAt(walker, scan.dates, element);
  if ((hints & CLASS_HINT.cart) !== 0) collectCart(walker, element);
  if ((hints & CLASS_HINT.captcha) !== 0) scan.counts.captchaMarks++;
  if ((hints & PLACED) !== 0 && !walker.hidden) collectPlaced(walker, element, hints);
}

const PLACED = CLASS_HINT.stock | CLASS_HINT.number | CLASS_HINT.brand;

function collectPlaced(walker: WalkState, element: Element, hints: number): void {
  const { scan } = walker;
  if ((hints & CLASS_HINT.stock) !== 0) collectAt(walker, scan.stocks, element);
  if ((hints & CLASS_HINT.number) !== 0) collectAt(walker, scan.numbers, element);
  if ((hints & CLASS_HINT.brand) !== 0) collectAt(walker, scan.brands, element);
}

function collectAt({ order, region }: WalkState, list: PlacedElement[], element: Element): void {
  if (list.length < MAX_COLLECTED) list.push({ element, order, region });
}

function collectScript(walker: WalkState, element: Element): void {
  const { scan } = walker;
  const type = (element.attribs['type'] ?? '').toLowerCase();
  const text = element.children.length === 1 ? element.children[0] : undefined;
  scan.counts.scripts++;
  const code = text !== undefined && 'data' in text ? text.data : '';
  scan.counts.scriptChars += code.length;
  countChallenge(walker, element.attribs['src'] ?? code.slice(0, SCRIPT_HEAD_CHARS));
  if (type.includes('ld+json')) scan.jsonLd.push(element);
  else if (text !== undefined && scan.stateScripts.length < 80) scan.stateScripts.push(element);
}

const SCRIPT_HEAD_CHARS = 400;
const MAX_STATE_TEXTS = 40;

function countChallenge({ scan }: WalkState, text: string): void {
  if (text !== '' && CHALLENGE_SCRIPT.test(text)) scan.counts.challengeMarks++;
}

/** Properties of a product; templates leave them behind without the itemscope they belong to. */
const PRODUCT_PROPS: ReadonlySet<string> = new Set([
  'sku',
  'mpn',
  'model',
  'brand',
  'manufacturer',
  'productID',
  'gtin',
  'gtin8',
  'gtin12',
  'gtin13',
  'gtin14',
]);

function collectState(scan: PageScan, { attribs }: Element, { stateName: name }: ElementAttributes): void {
  if (name === undefined || scan.stateTexts.length >= MAX_STATE_TEXTS) return;
  scan.stateTexts.push({ text: attribs[name] ?? '', name });
}

function collectByAttributes(walker: WalkState, element: Element, attributes: ElementAttributes): void {
  const { scan } = walker;
  const { id, itemprop, rel } = attributes;
  collectState(scan, element, attributes);
  if (id !== undefined && !walker.ids.has(id)) walker.ids.set(id, element);
  if (attributes.isItem && scan.itemScopes.length < 2_000) scan.itemScopes.push(element);
  if (attributes.isRdfa) scan.hasRdfa = true;
  const isAuthor = rel === 'author' || itemprop === 'author';
  if (isAuthor) collectAt(walker, scan.bylines, element);
  if (attributes.holdsProductData || (itemprop !== undefined && PRODUCT_PROPS.has(itemprop)))
    collectAt(walker, scan.productMarks, element);
  if (itemprop?.startsWith('date') === true) collectAt(walker, scan.dates, element);
}

function openLink(walker: WalkState, element: Element): void {
  if (element.attribs['href'] === undefined) return;
  if (walker.link !== undefined) collectAtEnd(walker, walker.link);
  walker.link = element;
  walker.linkText = '';
}

function countImage({ scan, groups }: WalkState): void {
  scan.counts.images++;
  groups.sawImage();
}

function collectLang({ scan }: WalkState, { attribs }: Element): void {
  scan.lang ||= copyText(attribs['lang'] ?? attribs['xml:lang'] ?? '');
}

function collectTitle({ scan }: WalkState, element: Element): void {
  if (scan.title === '' && (element.parent as Element | null)?.name !== 'svg')
    scan.title = foldSpace(rawTextOf(element));
}

function collectUpTo(most: number, list: Element[], element: Element): void {
  if (list.length < most) list.push(element);
}

const WRITTEN_INPUTS: ReadonlySet<string> = new Set([
  '',
  'text',
  'email',
  'tel',
  'password',
  'date',
  'number',
]);

/** Hidden fields of a form that puts the product into the cart. */
const SKU_INPUT = /^(?:product[_-]?)?sku$/i;

function countMainInput({ scan, region }: WalkState): void {
  if (region === 'main') scan.counts.mainInputs++;
}

function countPassword({ scan: { counts }, region, hidden }: WalkState): void {
  counts.passwords++;
  if (region === 'main' && !hidden) counts.mainPasswords++;
}

function collectInput(walker: WalkState, element: Element): void {
  const { scan } = walker;
  const { attribs } = element;
  const type = (attribs['type'] ?? '').toLowerCase();
  if (type === 'password') countPassword(walker);
  if (type !== 'hidden') scan.counts.inputs++;
  else if (SKU_INPUT.test(attribs['name'] ?? '')) collectAt(walker, scan.productMarks, element);
  if (type === 'radio') scan.counts.radios++;
  if (WRITTEN_INPUTS.has(type) && !walker.hidden) countMainInput(walker);
  if (type === 'submit' || type === 'button') collectAction(walker, element, attribs['value'] ?? '');
  if (type === 'image') collectAction(walker, element, pictureText(element));
}

/** What is collected at the elements of a name; the others are known by attributes and classes alone. */
const BY_TAG: ReadonlyMap<string, (walker: WalkState, element: Element) => void> = new Map([
  ['a', openLink],
  ['area', openLink],
  ['img', countImage],
  ['noscript', ({ scan }, element) => collectUpTo(10, scan.noscripts, element)],
  ['script', collectScript],
  ['meta', ({ scan }, element) => collectUpTo(500, scan.metas, element)],
  ['link', ({ scan }, element) => collectUpTo(500, scan.headLinks, element)],
  ['base', ({ scan }, { attribs }) => void (scan.baseHref ??= attribs['href'])],
  ['html', collectLang],
  ['title', collectTitle],
  ['time', (walker, element) => collectAt(walker, walker.scan.times, element)],
  ['article', ({ scan }) => void scan.counts.articles++],
  ['input', collectInput],
  ['textarea', countMainInput],
  ['iframe', (walker, { attribs }) => countChallenge(walker, attribs['src'] ?? '')],
]);

/** Called when an element opens; `attributes` has been read from it, `hints` are those of its words. */
export function collectElement(
  walker: WalkState,
  element: Element,
  attributes: ElementAttributes,
  hints: number,
): void {
  BY_TAG.get(element.name)?.(walker, element);
  collectByAttributes(walker, element, attributes);
  if (hints !== 0) collectHinted(walker, element, hints);
  if (mayBeButton(element, attributes, hints) && walker.buttons.size < MAX_COLLECTED)
    walker.buttons.set(element, walker.order);
}

function collectLink(walker: WalkState, element: Element): void {
  const text = foldSpace(walker.linkText);
  walker.link = undefined;
  walker.linkText = '';
  const { region } = walker;
  const isShort = text.length <= MAX_BUTTON_LINK && region !== 'navigation' && region !== 'footer';
  if (isShort && region !== 'pagination') collectAction(walker, element, text);
  if (walker.linksFull) return;
  walker.scan.links.push({
    element,
    href: element.attribs['href'] ?? '',
    text,
    region: walker.region,
    order: walker.order,
    listingItem: false,
  });
}

/** An element that acts as a button by role or class counts as a button, unless a button stands inside it. */
function collectButton(walker: WalkState, element: Element): void {
  const opened = walker.buttons.get(element);
  if (opened === undefined) return;
  walker.buttons.delete(element);
  const last = walker.scan.actions.at(-1);
  const holdsOne = last !== undefined && last.element !== element && last.order >= opened;
  if (!holdsOne) collectAction(walker, element, walker.textOfClosed(element));
}

/** Called when an element closes. */
export function collectAtEnd(walker: WalkState, element: Element): void {
  if (walker.buttons.size > 0) collectButton(walker, element);
  if (element === walker.link) {
    collectLink(walker, element);
    return;
  }
  const level = element.name.length === 2 ? element.name.charCodeAt(1) - 48 : 0;
  if (element.name.startsWith('h') && level >= 1 && level <= 6) {
    collectHeading(walker, element, level);
  } else if (element.name === 'button') {
    collectAction(walker, element, walker.textOfClosed(element));
  }
}

function collectHeading(walker: WalkState, element: Element, level: number): void {
  walker.groups.sawHeading();
  if (walker.scan.headings.length >= 500) return;
  const text = walker.textOfClosed(element);
  walker.scan.headings.push({ level, text, element, region: walker.region, order: walker.order });
}
