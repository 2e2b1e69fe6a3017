// A job's fields: CSS locators compiled once per job, looked up on each page with the evidence kept.
import { compile } from 'css-select';
import type { AnyNode, Element } from 'domhandler';
import { boundedText, copyText, foldSpace } from '../../html/copy-text.ts';
import { textOf } from '../../html/html-tree.ts';
import type { FieldValue } from '../../page/parsed-page.ts';

interface FieldLocator {
  readonly kind: 'css';
  readonly selector: string;
  /** Take this attribute instead of the text. */
  readonly attribute?: string;
}

export interface FieldRule {
  readonly name: string;
  /** Tried in order; the first that finds a value wins. */
  readonly locators: readonly FieldLocator[];
  /** A page without this field is reported as incomplete. */
  readonly required?: boolean;
  /** Take all matches, joined by line ends, instead of the first. */
  readonly many?: boolean;
}

/** A locator that can't be used, with why. */
interface FieldFault {
  readonly field: string;
  readonly selector: string;
  readonly message: string;
}

type Query = (node: Element) => boolean;

interface CompiledLocator {
  readonly query: Query;
  readonly selector: string;
  readonly attribute: string | undefined;
}

interface CompiledField {
  readonly name: string;
  readonly required: boolean;
  readonly many: boolean;
  readonly locators: readonly CompiledLocator[];
}

export interface CompiledFields {
  readonly fields: readonly CompiledField[];
}

export type FieldCompilation =
  | { readonly ok: true; readonly fields: CompiledFields }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

const MAX_SELECTOR_CHARS = 1_000;
const MAX_MATCHES = 1_000;
const MAX_VALUE_CHARS = 20_000;

export const NO_FIELDS: CompiledFields = { fields: [] };

function compileLocator(locator: FieldLocator): CompiledLocator {
  if (locator.selector.length > MAX_SELECTOR_CHARS) {
    throw new Error(`longer than ${MAX_SELECTOR_CHARS} characters`);
  }
  const query = compile<AnyNode, Element>(locator.selector) as Query;
  return { query, selector: locator.selector, attribute: locator.attribute };
}

/** Compiles all locators, or gives the fault of each locator that does not compile. */
export function compileFields(rules: readonly FieldRule[]): FieldCompilation {
  const faults: FieldFault[] = [];
  const fields = rules.map((rule) => {
    const locators: CompiledLocator[] = [];
    for (const locator of rule.locators) {
      try {
        locators.push(compileLocator(locator));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        faults.push({ field: rule.name, selector: locator.selector, message });
      }
    }
    return { name: rule.name, required: rule.required ?? false, many: rule.many ?? false, locators };
  });
  return faults.length === 0 ? { ok: true, fields: { fields } } : { ok: false, faults };
}

function rawValue(element: Element, attribute: string | undefined): string | undefined {
  if (attribute !== undefined) return element.attribs[attribute.toLowerCase()];
  const text = textOf(element, MAX_VALUE_CHARS);
  if (text.trim() !== '') return text;
  return element.attribs['content'] ?? element.attribs['value'];
}

function rawsOf(locator: CompiledLocator, many: boolean, elements: readonly Element[]): string[] {
  const { query, attribute } = locator;
  // The usual case stops at the first match; an empty first match makes a full search.
  const first = many ? null : (elements.find(query) ?? null);
  const raw = first === null ? undefined : rawValue(first, attribute);
  if (raw !== undefined && raw.trim() !== '') return [raw];
  if (!many && first === null) return [];
  const raws: string[] = [];
  for (const element of elements) {
    if (!query(element)) continue;
    const next = rawValue(element, attribute);
    if (next !== undefined && next.trim() !== '') raws.push(next);
    if (raws.length >= (many ? MAX_MATCHES : 1)) break;
  }
  return raws;
}

function extractField(field: CompiledField, elements: readonly Element[]): FieldValue {
  for (const [rank, locator] of field.locators.entries()) {
    const raws = rawsOf(locator, field.many, elements);
    if (raws.length === 0) continue;
    const at = locator.attribute === undefined ? '' : `@${locator.attribute}`;
    return {
      name: field.name,
      value: copyText(raws.map(foldSpace).join('\n').slice(0, MAX_VALUE_CHARS)),
      raw: boundedText(raws[0] ?? '', 500),
      source: 'selector',
      locator: `${locator.selector}${at}`,
      // Later locators are fallbacks; what they find is less sure.
      confidence: Math.max(0.5, 1 - rank * 0.1),
      ...(rank === 0 ? {} : { healed: true }),
    };
  }
  const nothing = { value: null, raw: '', source: 'selector', locator: '', confidence: 0 } as const;
  // A field without a locator was not looked for yet, so it is not missing.
  const missing = field.required && field.locators.length > 0 ? { missing: true as const } : {};
  return { name: field.name, ...nothing, ...missing };
}

/** Every field in the order of the rules, looked up among all elements of a page; `value` is null where no locator matched. */
export function extractFields(compiled: CompiledFields, elements: readonly Element[]): FieldValue[] {
  return compiled.fields.map((field) => extractField(field, elements));
}
