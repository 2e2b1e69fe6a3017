// Rows of one product's variants, each with its price: options of a select, rows with radio buttons, elements whose ids differ
// in their numbers alone. One of them is chosen; the first where nothing says which.
import type { Element } from 'domhandler';
import { elementsIn, isElement } from '../../html/html-tree.ts';

export interface VariantRow {
  /** The same for all rows of one choice. */
  readonly series: Element | string;
  readonly isSelected: boolean;
}

/** Null for an element that stands in no such row. `hasRadios`: the page has radio buttons, which are looked for around it. */
export function variantRow(element: Element, hasRadios: boolean): VariantRow | null {
  return optionRow(element) ?? (hasRadios ? radioRow(element) : null) ?? numberedRow(element);
}

function optionRow(element: Element): VariantRow | null {
  if (element.name !== 'option') return null;
  const around = isElement(element.parent) && element.parent.name === 'optgroup' ? element.parent : element;
  if (!isElement(around.parent)) return null;
  return { series: around.parent, isSelected: element.attribs['selected'] !== undefined };
}

const MAX_STEPS = 5;
const CHOSEN = /(?:^|[\s_-])(?:selected|active|checked|current|chosen)(?:$|[\s_-])/i;

/** The smallest element around the price that has a radio button in it or beside it; one with several is around the rows. */
function radioRow(element: Element): VariantRow | null {
  let here: Element | undefined = element;
  for (let steps = 0; here !== undefined && steps < MAX_STEPS; steps++) {
    const radios = elementsIn(here, 'input', 4).filter(isRadio);
    const radio = radios[0] ?? (here.name === 'label' ? radioBeside(here) : undefined);
    if (radios.length > 1) return null;
    if (radio !== undefined) return rowOf(here, radio);
    here = isElement(here.parent) ? here.parent : undefined;
  }
  return null;
}

function rowOf(row: Element, radio: Element): VariantRow | null {
  const name = radio.attribs['name'];
  const series = name === undefined ? row.parent : `radio ${name}`;
  if (series === null || (typeof series !== 'string' && !isElement(series))) return null;
  const isSelected = radio.attribs['checked'] !== undefined || CHOSEN.test(row.attribs['class'] ?? '');
  return { series, isSelected };
}

function isRadio({ attribs }: Element): boolean {
  return attribs['type']?.toLowerCase() === 'radio';
}

/** `<input type="radio"><label>`, in either order. */
function radioBeside(label: Element): Element | undefined {
  const siblings = label.parent?.children.filter(isElement) ?? [];
  const at = siblings.indexOf(label);
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  if (before !== undefined && isRadio(before)) return before;
  return after !== undefined && isRadio(after) ? after : undefined;
}

function numberedRow({ name, attribs }: Element): VariantRow | null {
  const id = attribs['id'] ?? '';
  if (!/\d/.test(id)) return null;
  return { series: `${name} ${id.replaceAll(/\d+/g, '#')}`, isSelected: false };
}
