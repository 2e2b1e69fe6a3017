// What browsers know of XPath: 1.0 alone, without prefixes, and elements alone can be clicked, waited for or drawn.
import { tokenise } from './xpath-token.ts';
import { checkXPath } from './xpath.ts';

const FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'last position count id local-name namespace-uri name string concat starts-with contains substring-before substring-after substring ' +
    'string-length normalize-space translate boolean not true false lang number sum floor ceiling round'
  ).split(' '),
);
/** What stands before a bracket and is no function. */
const NO_FUNCTIONS: ReadonlySet<string> = new Set(
  'node text comment processing-instruction and or div mod'.split(' '),
);

/** Begins with a function that gives no elements. */
const IS_VALUE = /^\s*(?!(?:id|node|text|comment|processing-instruction)\s*\()[a-z][\w-]*\s*\(/;
const ENDS_BESIDE_ELEMENTS = /(?:@\s*[\w*-]+|(?:text|comment)\s*\(\s*\))\s*\)?\s*$/;

/** What is wrong with an expression by which a browser is to find an element; null when nothing is. */
export function browserXPathFault(expression: string): string | null {
  const why = checkXPath(expression);
  if (why !== null) return `not an XPath 1.0 expression: ${why}`;
  if (IS_VALUE.test(expression)) return 'a value, not an element: begin with the path of the element';
  if (ENDS_BESIDE_ELEMENTS.test(expression))
    return 'an attribute or a text, not an element: end with the element that has it, as in //a[@href]';
  const foreign = foreignName(expression);
  return foreign === null ? null : `not known to browsers: they have no ${foreign}`;
}

function foreignName(expression: string): string | null {
  const tokens = tokenise(expression);
  const found = tokens.find(({ kind, text }, at) => {
    if (kind !== 'name') return false;
    if (text.includes(':')) return true;
    const isCall = tokens[at + 1]?.text === '(' && tokens[at + 1]?.kind === 'symbol';
    return isCall && !FUNCTIONS.has(text) && !NO_FUNCTIONS.has(text);
  });
  if (found === undefined) return null;
  return found.text.includes(':') ? `prefix "${found.text.split(':')[0] ?? ''}:"` : `${found.text}()`;
}
