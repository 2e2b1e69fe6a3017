// What an element says as text in RDFa, and the type that a time has by its form (HTML+RDFa 1.1 section 3.1).
import type { Element } from 'domhandler';
import { getInnerHTML } from 'domutils';
import { copyText } from '../html/copy-text.ts';
import { textOf } from '../html/html-tree.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const ZONE = String.raw`(?:Z|[+-]\d{2}:?\d{2})?`;
const CLOCK = String.raw`\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;

const TIME_FORMS: readonly (readonly [name: string, form: RegExp])[] = [
  ['gYear', /^\d{4,}$/],
  ['gYearMonth', /^\d{4,}-\d{2}$/],
  ['date', new RegExp(String.raw`^\d{4,}-\d{2}-\d{2}${ZONE}$`)],
  ['time', new RegExp(`^${CLOCK}${ZONE}$`)],
  ['dateTime', new RegExp(String.raw`^\d{4,}-\d{2}-\d{2}T${CLOCK}${ZONE}$`)],
  [
    'duration',
    /^-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
  ],
];

/** Text that an attribute states, or the text of a time; it goes before addresses and the text of the element. */
export function statedText({ attribs, name }: Element): string | undefined {
  if (attribs['content'] !== undefined) return attribs['content'];
  if (name === 'time') return attribs['datetime'];
  return name === 'data' ? attribs['value'] : undefined;
}

/** Types whose value is the markup inside the element (RDFa Core 1.1 section 7.5 step 11, HTML+RDFa 1.1 section 3.1). */
const MARKUP_TYPES: ReadonlySet<string> = new Set([
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML',
]);

/** What an element says that gives its value a type. */
export function typedText(element: Element, type: string): string {
  if (MARKUP_TYPES.has(type)) return copyText(getInnerHTML(element).slice(0, MAX_MARKUP_CHARS));
  return statedText(element) ?? textOf(element);
}

const MAX_MARKUP_CHARS = 20_000;

/** IRI of the type of a time; `undefined` for other elements and forms, and where the page states content or a type. */
export function timeType(element: Element): string | undefined {
  const { attribs, name } = element;
  if (name !== 'time' || attribs['content'] !== undefined || attribs['datatype'] !== undefined)
    return undefined;
  const text = (attribs['datetime'] ?? textOf(element, 100)).trim();
  const found = TIME_FORMS.find(([, form]) => form.test(text))?.[0];
  return found === undefined ? undefined : XSD + found;
}
