// A part of a page as people name it: CSS, XPath 1.0, JSONPath, a variable of its scripts, an element by id, class, tag or style,
// a page or sheet of a document.
import { variableName } from '../markup/script-variable.ts';
import { documentPath, isDocumentPart } from './document-part.ts';

export interface PartSelector {
  readonly language: 'css' | 'xpath' | 'json';
  readonly expression: string;
  /** The JSON is what scripts of the page assign to this name. */
  readonly variable?: string;
}

const PREFIX = /^(css|xpath1?|json|jsonpath|variable|id|class|tag|style):\s*/i;
/** Begins like a path, an axis or a call of a function: `//p`, `./p`, `(//p)[1]`, `@id`, `descendant::p`, `count(//p)`. */
const XPATH =
  /^(?:\.{0,2}\/|\(|@|[a-z][a-z-]*\(|(?:ancestor|attribute|child|descendant|following|parent|preceding|self)[a-z-]*::)/;
const JSON_PATH = /^\$(?:$|[.[])/;

/** The language of a selector: by its prefix, else by how it begins; CSS when nothing says otherwise. */
export function partSelector(text: string): PartSelector {
  const trimmed = text.trim();
  const path = isDocumentPart(trimmed) ? documentPath(trimmed) : null;
  if (path !== null) return { language: 'xpath', expression: path };
  const [all = '', prefix] = PREFIX.exec(trimmed) ?? [];
  if (prefix === undefined) return { language: unnamedLanguage(trimmed), expression: trimmed };
  return prefixedPart(prefix.toLowerCase(), trimmed.slice(all.length));
}

function prefixedPart(prefix: string, rest: string): PartSelector {
  switch (prefix) {
    case 'xpath':
    case 'xpath1':
      return { language: 'xpath', expression: rest };
    case 'json':
    case 'jsonpath':
      return { language: 'json', expression: rest };
    case 'variable':
      return variablePart(rest);
    case 'id':
      return { language: 'css', expression: `[id=${quoted(rest)}]` };
    case 'class':
      return { language: 'css', expression: `[class~=${quoted(rest)}]` };
    case 'style':
      return { language: 'css', expression: `[style=${quoted(rest)}]` };
    default:
      return { language: 'css', expression: rest };
  }
}

/** `variable:__INITIAL_STATE__ $.product.price`; without a path, all of it. */
function variablePart(text: string): PartSelector {
  const [, written = text, path = '$'] = /^(\S+)\s+(\S.*)$/s.exec(text) ?? [];
  return { language: 'json', expression: path, variable: variableName(written) ?? written };
}

function unnamedLanguage(text: string): PartSelector['language'] {
  if (JSON_PATH.test(text)) return 'json';
  return XPATH.test(text) ? 'xpath' : 'css';
}

function quoted(value: string): string {
  return JSON.stringify(value);
}

export function isJsonPart(selector: string): boolean {
  return partSelector(selector).language === 'json';
}
