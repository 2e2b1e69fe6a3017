// The blocks of an XML document that is no web page (feeds, price lists, settings): a line for every text and every
// attribute, with the name of its element (`price: 12`, `price@currency: EUR`).
import { type Element, Text } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import type { BlockDraft } from '../scan/page-scan.ts';
import { MAX_BLOCKS, piecesOf } from './text-blocks.ts';

export function xmlDrafts(elements: readonly Element[]): BlockDraft[] {
  const drafts: BlockDraft[] = [];
  for (const element of elements) {
    for (const line of linesOf(element)) {
      if (drafts.length >= MAX_BLOCKS) return drafts;
      for (const text of piecesOf(line))
        drafts.push({ text, element, region: 'main', linkChars: 0, order: drafts.length, heading: 0 });
    }
  }
  return drafts;
}

/** The lines of a document without their places. */
export function xmlLines(elements: readonly Element[]): string[] {
  return xmlDrafts(elements).map(({ text }) => text);
}

function* linesOf(element: Element): Generator<string> {
  for (const [name, value] of Object.entries(element.attribs)) {
    const text = foldSpace(value);
    if (text !== '' && !/^xmlns(?::|$)/.test(name)) yield `${element.name}@${name}: ${text}`;
  }
  for (const text of ownTexts(element)) yield `${element.name}: ${text}`;
}

/** Each run of text between the element's children; CDATA is text like any other. */
function* ownTexts(element: Element): Generator<string> {
  let run = '';
  for (const child of element.children) {
    if (child instanceof Text) run += child.data;
    else if (child.type === 'cdata') {
      for (const inner of child.children) if (inner instanceof Text) run += inner.data;
    } else {
      const text = foldSpace(run);
      if (text !== '') yield text;
      run = '';
    }
  }
  const text = foldSpace(run);
  if (text !== '') yield text;
}
