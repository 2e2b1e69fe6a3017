// All structured data of one page, by syntax, as it stands in the markup.
import { readDublinCore } from '../../../domain/reading/markup/dublin-core.ts';
import { foldSpace } from '../../../domain/reading/html/copy-text.ts';
import { elementsIn, textOf } from '../../../domain/reading/html/html-tree.ts';
import type { InspectCase } from '../cases/inspect-case.ts';
import { readJsonLd } from '../../../domain/reading/markup/json-ld.ts';
import { type MicrodataItem, readMicrodata } from '../../../domain/reading/markup/microdata.ts';
import { declaredPrefixes, readOpenGraph } from '../../../domain/reading/markup/open-graph.ts';
import { structuredOffers } from '../../../domain/reading/product/offer-candidate.ts';
import { type PageView, viewPage } from '../../../domain/reading/parse-page.ts';
import { isProductNode } from '../../../domain/reading/product/product-node.ts';
import { readRdfa } from '../../../domain/reading/markup/rdfa.ts';
import {
  type JsonObject,
  type JsonValue,
  allNodes,
  textProp,
  typesOf,
} from '../../../domain/reading/markup/structured-node.ts';

export interface StructuredCase extends InspectCase {
  readonly syntax?: string;
  readonly options?: { readonly nested?: boolean; readonly add_text_content?: boolean } | null;
}

/** Items written flat get numbers, so that properties can refer to them. */
interface ItemWriter {
  readonly nested: boolean;
  readonly withText: boolean;
  readonly numbers: Map<MicrodataItem, number>;
}

function single<T>(values: readonly T[]): T | T[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : [...values];
}

function writeItem(writer: ItemWriter, item: MicrodataItem): JsonObject {
  const written: JsonObject = {};
  if (!writer.nested) written['iid'] = numberOf(writer, item);
  if (item.types.length > 0) written['type'] = single(item.types);
  if (item.id !== undefined) written['id'] = item.id;
  const properties: JsonObject = {};
  for (const { name, value } of item.properties) {
    const json: JsonValue =
      typeof value === 'string'
        ? value
        : writer.nested
          ? writeItem(writer, value)
          : { iid_ref: numberOf(writer, value) };
    const before = properties[name];
    if (before === undefined) properties[name] = json;
    else if (Array.isArray(before)) before.push(json);
    else properties[name] = [before, json];
  }
  const text = foldSpace(textOf(item.element, 50_000));
  if (item.properties.length > 0) written['properties'] = properties;
  else written['value'] = text;
  if (writer.withText) written['textContent'] = text;
  return written;
}

function numberOf(writer: ItemWriter, item: MicrodataItem): number {
  const known = writer.numbers.get(item);
  if (known !== undefined) return known;
  const next = writer.numbers.size + 1;
  writer.numbers.set(item, next);
  return next;
}

function nestedItems(items: readonly MicrodataItem[]): MicrodataItem[] {
  return items.flatMap((item) => [
    item,
    ...nestedItems(item.properties.map((one) => one.value).filter((value) => typeof value !== 'string')),
  ]);
}

/** What addresses of the page are relative to. */
function baseOf(view: PageView, url: string): string {
  try {
    return new URL(view.scan.baseHref ?? '', url).href;
  } catch {
    return url; // a base that is no address counts as not written
  }
}

function microdataItems(view: PageView, base: string | null | undefined): MicrodataItem[] {
  const { scan } = view;
  const resolve = (raw: string): string => {
    const trimmed = raw.trim();
    if (!base) return trimmed;
    try {
      return new URL(trimmed, baseOf(view, base)).href;
    } catch {
      return trimmed;
    }
  };
  return readMicrodata({ scopes: scan.itemScopes, byId: scan.byId, resolve });
}

function microdata(view: PageView, input: StructuredCase): JsonObject[] {
  const writer = {
    nested: input.options?.nested ?? true,
    withText: input.options?.add_text_content ?? false,
    numbers: new Map<MicrodataItem, number>(),
  };
  const items = microdataItems(view, input.url);
  return (writer.nested ? items : nestedItems(items)).map((item) => writeItem(writer, item));
}

function openGraph(view: PageView): [string, string][] {
  const holders = ['html', 'head'].flatMap((name) => elementsIn(view.tree.root, name, 2));
  return readOpenGraph(view.scan.metas, declaredPrefixes(holders));
}

function jsonLdItems(view: PageView): JsonValue[] {
  return readJsonLd(view.scan.jsonLd).flatMap((document) =>
    Array.isArray(document) ? document : [document],
  );
}

interface ProductLine {
  readonly name: string | null;
  readonly sku: string | null;
  readonly price: string | null;
  readonly currency: string | null;
  readonly availability: string | null;
  readonly source: string;
}

function products(view: PageView): ProductLine[] {
  return view.data.nodes.filter(isProductNode).map(({ node, source }) => {
    const offer = structuredOffers(view.data, { node, source }, view.url);
    const first = offer.candidates[0];
    return {
      name: textProp(node, 'name') ?? null,
      sku: textProp(node, 'sku') ?? null,
      price: first?.raw ?? null,
      currency: first?.currencyHint ?? null,
      availability: offer.availabilities[0]?.term ?? null,
      source,
    };
  });
}

export interface StructuredResult {
  readonly items?: JsonValue;
  readonly json_ld?: JsonValue;
  readonly json_ld_blocks?: number;
  readonly json_ld_types?: Readonly<Record<string, number>>;
  readonly microdata?: JsonValue;
  readonly microdata_items?: number;
  readonly rdfa?: JsonValue;
  readonly opengraph?: Readonly<Record<string, string>>;
  readonly products?: readonly ProductLine[];
}

function wholePage(view: PageView, input: StructuredCase): StructuredResult {
  const documents = readJsonLd(view.scan.jsonLd);
  const types: Record<string, number> = {};
  for (const { node } of allNodes(documents)) {
    for (const type of typesOf(node)) types[type] = (types[type] ?? 0) + 1;
  }
  const graph: Record<string, string> = {};
  for (const [property, content] of openGraph(view)) graph[property] ??= content;
  return {
    json_ld: documents,
    json_ld_blocks: jsonLdItems(view).length,
    json_ld_types: types,
    microdata: microdata(view, input),
    microdata_items: microdataItems(view, input.url).length,
    opengraph: graph,
    products: products(view),
  };
}

/** If the case names a syntax: only the items of that syntax; else everything. */
export function inspectStructured(input: StructuredCase): StructuredResult {
  const url = input.url ?? 'http://localhost/';
  const view = viewPage(input.html, url);
  switch (input.syntax) {
    case 'json-ld':
      return { items: jsonLdItems(view) };
    case 'microdata':
      return { items: microdata(view, input) };
    case 'rdfa':
      return { items: readRdfa(view.tree.root, baseOf(view, url)) };
    case 'opengraph':
      return { items: [{ properties: openGraph(view).map(([name, content]) => [name, content]) }] };
    case 'dublincore':
      return { items: [readDublinCore(view.scan.metas, view.scan.headLinks) as unknown as JsonObject] };
    default:
      return wholePage(view, input);
  }
}
