// Looks up a CSS selector in a tree that is already parsed. The selectors of a job's fields, looked up on every page,
// are compiled once instead (field/field-rule.ts).
import { load } from 'cheerio/slim';
import type { Document, Element } from 'domhandler';

/** Elements in document order, each once. Throws SyntaxError for a text that is no selector. */
export function selectCss(root: Document, selector: string, xmlMode = false): Element[] {
  const $ = load(root, { xml: xmlMode });
  try {
    return $<Element, string>(selector).toArray();
  } catch (cause) {
    throw new SyntaxError(`not a CSS selector: ${selector}`, { cause });
  }
}
