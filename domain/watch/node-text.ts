// Readable text of chosen nodes, one line per block: what a watcher sees who watches a part of a page.
import { CDATA, type ChildNode, Document, Element, Text } from 'domhandler';

export interface NodeTextOptions {
  /** Write the target behind each link. */
  readonly linkTargets?: boolean;
  /** XML has no inline elements: each element starts a line. */
  readonly xml?: boolean;
}

const SILENT = new Set(
  'script style noscript template svg math canvas iframe object title textarea audio video'.split(' '),
);
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby s samp small ' +
    'span strike strong sub sup time tt u var wbr input'
  ).split(' '),
);
const LINED = new Set('pre textarea script style'.split(' '));
const CELLS = new Set(['td', 'th']);
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;
const MAX_CHARS = 5_000_000;

function isHidden(element: Element): boolean {
  if (element.name === 'body') return false;
  const { style, hidden } = element.attribs;
  return (hidden !== undefined && hidden !== 'until-found') || (style !== undefined && HIDDEN.test(style));
}

function isSilent(element: Element): boolean {
  return SILENT.has(element.name) || isHidden(element);
}

/** In preformatted text and in source code, line breaks are kept. */
function isPreformatted(text: Text): boolean {
  for (let here = text.parent; here !== null; here = here.parent)
    if (here instanceof Element && LINED.has(here.name)) return true;
  return false;
}

/** Folds white space within lines and drops empty lines. */
export function foldLines(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
        .replace(/[\s\u00a0]+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n');
}

/** Text in reading order; blocks and `br` end lines. */
export function nodeText(nodes: readonly (ChildNode | Document)[], options: NodeTextOptions = {}): string {
  let text = '';
  const { linkTargets = false, xml = false } = options;
  // A string on the stack is written when everything pushed after it is done.
  const stack: (ChildNode | Document | string)[] = [...nodes].reverse();
  // A chosen node itself is always read, even a script or a hidden element.
  const chosen = new Set<unknown>(nodes);
  for (let here = stack.pop(); here !== undefined && text.length < MAX_CHARS; here = stack.pop()) {
    if (typeof here === 'string') text += here;
    else if (here instanceof Text)
      text += xml || isPreformatted(here) ? here.data : here.data.replace(/\s+/g, ' ');
    else if (here instanceof Element && !xml && !chosen.has(here) && isSilent(here)) continue;
    else if (here instanceof Element || here instanceof Document || here instanceof CDATA) {
      const [before, after] = here instanceof Element ? breaks(here, xml, linkTargets) : ['', ''];
      text += before;
      stack.push(after);
      for (let i = here.children.length - 1; i >= 0; i -= 1) {
        const child = here.children[i];
        if (child !== undefined) stack.push(child);
      }
    }
  }
  return foldLines(text);
}

function breaks(element: Element, xml: boolean, linkTargets: boolean): readonly [string, string] {
  if (xml) return ['\n', '\n'];
  const { name } = element;
  if (name === 'br' || name === 'hr') return ['\n', ''];
  if (CELLS.has(name)) return ['', ' '];
  if (linkTargets && name === 'a' && element.attribs['href'] !== undefined)
    return ['', ` (${element.attribs['href']}) `];
  return INLINE.has(name) ? ['', ''] : ['\n', '\n'];
}
