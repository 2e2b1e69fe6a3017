// All structured data of a page in one list of nodes, whatever syntax they came in.
import type { HtmlTree } from '../html/html-tree.ts';
import { readJsonLd } from './json-ld.ts';
import { microdataObject, readMicrodata } from './microdata.ts';
import type { LinkResolver } from '../scan/page-links.ts';
import { readRdfa } from './rdfa.ts';
import type { PageScan } from '../scan/page-scan.ts';
import type { ValueSource } from '../page/parsed-page.ts';
import {
  type FoundNode,
  type JsonObject,
  type JsonValue,
  allNodes,
  isObject,
  listOf,
  shortName,
  typesOf,
} from './structured-node.ts';

export interface DataNode extends FoundNode {
  readonly source: ValueSource;
  readonly types: readonly string[];
}

export interface PageData {
  readonly nodes: readonly DataNode[];
  /** JSON-LD nodes by @id, to follow references. */
  readonly byId: ReadonlyMap<string, JsonObject>;
  readonly jsonLd: readonly JsonValue[];
}

function typed(found: FoundNode[], source: ValueSource): DataNode[] {
  const nodes: DataNode[] = [];
  for (const item of found) {
    const types = typesOf(item.node);
    if (types.length > 0) nodes.push({ ...item, source, types });
  }
  return nodes;
}

function indexIds(nodes: readonly FoundNode[]): Map<string, JsonObject> {
  const byId = new Map<string, JsonObject>();
  for (const { node } of nodes) {
    const id = node['@id'];
    if (typeof id !== 'string') continue;
    const known = byId.get(id);
    // The node with most properties is the definition; the others are references to it.
    if (known === undefined || Object.keys(node).length > Object.keys(known).length) byId.set(id, node);
  }
  return byId;
}

/** RDFa subjects with short names. A reference is replaced by the subject it points to, up to three levels deep. */
function rdfaNodes(subjects: readonly JsonObject[]): FoundNode[] {
  const byId = new Map(subjects.map((subject) => [subject['@id'], subject]));
  const short = (subject: JsonObject, depth: number): JsonObject => {
    const node: JsonObject = {};
    for (const [name, values] of Object.entries(subject)) {
      node[name === '@type' || name === '@id' ? name : shortName(name)] = listOf(values).map((value) => {
        if (!isObject(value)) return value;
        const target = depth < 3 ? byId.get(value['@id'] ?? '') : undefined;
        return target === undefined ? (value['@value'] ?? value['@id'] ?? null) : short(target, depth + 1);
      });
    }
    return node;
  };
  return allNodes(subjects.slice(0, 200).map((subject) => short(subject, 0)));
}

export function extractPageData(tree: HtmlTree, scan: PageScan, resolver: LinkResolver): PageData {
  const jsonLd = readJsonLd(scan.jsonLd);
  const ldNodes = allNodes(jsonLd);
  const nodes = typed(ldNodes, 'json-ld');
  if (scan.itemScopes.length > 0) {
    const resolve = (url: string): string => resolver.resolve(url) ?? url;
    const items = readMicrodata({ scopes: scan.itemScopes, byId: scan.byId, resolve });
    nodes.push(...typed(allNodes(items.map(microdataObject)), 'microdata'));
  }
  if (scan.hasRdfa) nodes.push(...typed(rdfaNodes(readRdfa(tree.root, resolver.base)), 'rdfa'));
  return { nodes, byId: indexIds(ldNodes), jsonLd };
}

/** The node itself, or what its @id points to when it is a bare reference. */
export function resolveNode(data: PageData, node: JsonValue | undefined): JsonObject | undefined {
  if (typeof node === 'string') return data.byId.get(node);
  if (!isObject(node)) return undefined;
  const id = node['@id'];
  if (typeof id !== 'string' || Object.keys(node).length > 2) return node;
  return data.byId.get(id) ?? node;
}
