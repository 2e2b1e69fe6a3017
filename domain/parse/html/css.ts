// What a CSS selector finds in a tree that is there already. Where one job looks up dozens of selectors on every page, as
// its fields do, they are compiled once instead (field/field-rule.ts).
import { load } from 'cheerio/slim';
import type { Document, Element } from 'domhandler';

/** Elements in document order, each once. Throws SyntaxError for what is no selector. */
export function selectCss(root: Document, selector: string, xmlMode = false): Element[] {
  const $ = load(root, { xml: xmlMode });
  try {
    return $<Element, string>(selector).toArray();
  } catch (cause) {
    throw new SyntaxError(`not a CSS selector: ${selector}`, { cause });
  }
}
