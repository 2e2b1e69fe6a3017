// Buttons and links for the page's product: buy it, ask for a note when it is back, write to the seller.
import type { Element } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import type { ElementAttributes } from './element-attributes.ts';
import type { WalkState } from './walk-state.ts';
import { BUY_BUTTONS } from '../words/product/buy-button.ts';
import { CONTACT_BUTTONS } from '../words/product/contact-button.ts';
import { isSoldOutButton } from '../words/read-stock.ts';
import { anyOf } from '../words/word-lists.ts';
import { CLASS_HINT } from './class-hint.ts';

const MAX_ACTIONS = 200;
const MAX_TEXT = 60;
const CART = new RegExp(`^(?:\\+\\s*)?(?:${anyOf(BUY_BUTTONS)})`, 'iu');
const CONTACT = new RegExp(`^(?:${anyOf(CONTACT_BUTTONS)})`, 'iu');

const CART_TAGS: ReadonlySet<string> = new Set(['button', 'a', 'input']);

/** A buy button that waits for the choice of a variant: "disabled wc-variation-selection-needed". */
const WAITS = /selection-needed|(?:select|choose)[-_](?:an?[-_])?(?:option|variant|size)/i;

function isDisabled({ attribs }: Element): boolean {
  if (WAITS.test(attribs['class'] ?? '')) return false;
  if (attribs['disabled'] !== undefined || attribs['aria-disabled'] === 'true') return true;
  return /(?:^|[\s_-])disabled(?:\s|$)/i.test(attribs['class'] ?? '');
}

/** Notes a buy button known by its class. If it closes with a known text, `collectAction` replaces this note. */
export function collectCart(walker: WalkState, element: Element): void {
  if (!CART_TAGS.has(element.name)) return;
  if (walker.hidden || walker.scan.actions.length >= MAX_ACTIONS) return;
  walker.scan.actions.push({
    kind: 'cart',
    order: walker.order,
    region: walker.region,
    text: 'add to cart (by class)',
    disabled: isDisabled(element),
    element,
  });
}

/** Whether an element without the tag of a button may act as one: by its role, or by a class that says so. */
export function mayBeButton(element: Element, attributes: ElementAttributes, hints: number): boolean {
  if (CART_TAGS.has(element.name)) return element.name === 'a' && element.attribs['href'] === undefined;
  return attributes.role === 'button' || (hints & (CLASS_HINT.cart | CLASS_HINT.button)) !== 0;
}

export function collectAction(walker: WalkState, element: Element, text: string): void {
  const { actions, contacts } = walker.scan;
  if (text.length > MAX_TEXT || text === '' || actions.length >= MAX_ACTIONS || walker.hidden) return;
  const folded = foldSpace(text);
  const { order, region } = walker;
  const kind = CART.test(folded) ? 'cart' : isSoldOutButton(folded) ? 'sold-out' : undefined;
  if (kind === undefined) {
    if (CONTACT.test(folded) && contacts.length < MAX_ACTIONS)
      contacts.push({ order, region, text: folded, element });
    return;
  }
  // A button with the class "add-to-cart" may have the text "Sold out".
  if (actions.at(-1)?.element === element) actions.pop();
  actions.push({ kind, order, region, text: folded, disabled: isDisabled(element), element });
}

/** The text of a picture that submits a form, from its alternative text, name or file ("buy-now.png"). */
export function pictureText({ attribs }: Element): string {
  const words = `${attribs['alt'] ?? ''} ${attribs['name'] ?? ''} ${attribs['src'] ?? ''}`;
  return /buy[-_ ]?now|add[-_ ]?to[-_ ]?(?:cart|basket)|in[-_ ]?den[-_ ]?warenkorb/i.test(words)
    ? 'buy now'
    : (attribs['alt'] ?? '');
}
