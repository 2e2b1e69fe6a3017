// The text that a person reads in an element of a feed, whose content may be plain, HTML written as text, markup inside the
// element, or base64. Which of them it is, RSS leaves open and Atom says by `type` (1.0) or `type` and `mode` (0.3).
import { type Element, Text } from 'domhandler';
import { boundedText } from '../html/copy-text.ts';
import { isElement, parseHtml, textOf } from '../html/html-tree.ts';

/** `isAtom`: what has no type is plain text there; in RSS it is HTML. */
export function feedText(
  element: Element,
  { isAtom, maxChars }: { isAtom: boolean; maxChars: number },
): string {
  if (element.children.some(isElement)) return boundedText(mixedText(element), maxChars);
  const raw = ownText(element);
  const decoded = isBase64(element) ? fromBase64(raw) : null;
  const text = decoded ?? raw;
  const isPlain = isAtom && decoded === null && !saysHtml(element) && !looksLikeHtml(text);
  return isPlain ? boundedText(text, maxChars) : htmlText(text, maxChars);
}

/** What a person reads of a text that may be HTML. */
export function htmlText(text: string, maxChars: number): string {
  if (!/[<&]/.test(text)) return boundedText(text, maxChars);
  const tree = parseHtml(text);
  return boundedText(textOf(tree.root), maxChars) || boundedText(pictureText(tree.all), maxChars);
}

/** A comic strip is one picture, told by what stands for it. */
function pictureText(elements: readonly Element[]): string {
  const spoken = elements.map(({ attribs }) => (attribs['alt'] ?? '') || (attribs['title'] ?? ''));
  return spoken.filter((said) => said !== '').join(' ');
}

/** Markup inside the element; its words do not run together. */
function mixedText(element: Element): string {
  let text = '';
  for (const child of element.children) {
    if (child instanceof Text) text += child.data;
    else if (isElement(child)) text += ` ${textOf(child)} `;
    else if (child.type === 'cdata') text += dataOf(child.children);
  }
  return text;
}

function ownText(element: Element): string {
  return element.children
    .map((child) =>
      child instanceof Text ? child.data : child.type === 'cdata' ? dataOf(child.children) : '',
    )
    .join('')
    .trim();
}

function dataOf(nodes: readonly unknown[]): string {
  return nodes.map((node) => (node instanceof Text ? node.data : '')).join('');
}

function typeOf({ attribs }: Element): string {
  return (attribs['type'] ?? '').trim().toLowerCase();
}

function saysHtml(element: Element): boolean {
  return /html/.test(typeOf(element));
}

/** Atom 0.3 says so; in Atom 1.0 it follows from a type that is neither text nor XML. */
function isBase64(element: Element): boolean {
  const mode = element.attribs['mode']?.trim().toLowerCase();
  if (mode !== undefined) return mode === 'base64';
  const type = typeOf(element);
  return type.includes('/') && !/^text\/|[/+]xml$/.test(type);
}

/** Null when it is none, or holds no text. */
function fromBase64(raw: string): string | null {
  const packed = raw.replaceAll(/\s+/g, '');
  if (packed === '' || packed.length % 4 !== 0 || !/^[\w+/-]+={0,2}$/.test(packed)) return null;
  const bytes = Buffer.from(packed, 'base64');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A closing tag, a tag that needs none, or an entity: many say "text" and send HTML. "The <blink> tag" is a text. */
function looksLikeHtml(text: string): boolean {
  return /<\/[a-z][a-z0-9]*\s*>|<(?:br|hr|img|p)\b[^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]{2,8}\d{0,2});/i.test(
    text,
  );
}
