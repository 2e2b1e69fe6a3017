// A product's numbers and brand in attributes that belong to no structured data: itemprop left behind by a template, data
// attributes and hidden fields for the shop's scripts. They count if all of the page's main part name one value.
import type { Element } from 'domhandler';
import { spacedText } from '../html/spaced-text.ts';
import { PRODUCT_ATTRIBUTES } from '../scan/element-attributes.ts';
import type { PageScan } from '../scan/page-scan.ts';
import type { LabelKind } from '../words/product/product-label.ts';

const PROPS: Readonly<Record<LabelKind, RegExp>> = {
  sku: /^(?:sku|productID)$/,
  mpn: /^(?:mpn|model)$/,
  brand: /^(?:brand|manufacturer)$/,
  gtin: /^gtin(?:8|12|13|14)?$/,
};

/** "sku:AB-12", as productID is written. */
const PREFIX = /^(?:sku|mpn|gtin\d*):/i;

function propValue({ attribs, children }: Element, text: () => string): string {
  // A nested item holds its name in an element of its own.
  const name = children.find((child) => 'attribs' in child && child.attribs['itemprop'] === 'name');
  const inner = name !== undefined && 'attribs' in name ? name.attribs['content'] : undefined;
  return attribs['content'] ?? inner ?? text();
}

function dataValue(element: Element, kind: LabelKind): string | undefined {
  if (kind === 'gtin') return undefined;
  for (const name of PRODUCT_ATTRIBUTES[kind]) {
    const value = element.attribs[name];
    if (value !== undefined && value !== '') return value;
  }
  return kind === 'sku' && element.name === 'input' ? element.attribs['value'] : undefined;
}

interface MarkSearch {
  readonly scan: PageScan;
  readonly from: number;
  readonly accept: (value: string) => string | undefined;
}

/** Undefined if nothing is marked, or several products are. */
export function markedValue(kind: LabelKind, { scan, from, accept }: MarkSearch): string | undefined {
  const props = new Set<string>();
  const data = new Set<string>();
  for (const { element, region, order } of scan.productMarks) {
    if (region !== 'main' || order < from - BEFORE_HEADING) continue;
    const isProp = PROPS[kind].test(element.attribs['itemprop'] ?? '');
    const value = isProp ? propValue(element, () => spacedText(element)) : dataValue(element, kind);
    const accepted = value === undefined ? undefined : accept(value.trim().replace(PREFIX, ''));
    if (accepted !== undefined) (isProp ? props : data).add(accepted);
  }
  return only(props) ?? only(data);
}

const BEFORE_HEADING = 60;

function only(values: ReadonlySet<string>): string | undefined {
  const [first, ...others] = values;
  return others.length === 0 ? first : undefined;
}
