// The watched blocks of a web page whose rules ask for a part of it, for its source, or for the targets of its links.
import { type ChildNode, type Document, Element, Text } from 'domhandler';
import { prettyJsonBlocks, jsonBlocks } from '../content/json-blocks.ts';
import { sourceBlocks, textBlocks } from '../content/text-blocks.ts';
import type { TextBlock } from '../page/parsed-page.ts';
import { blockPath } from '../html/block-path.ts';
import { foldSpace } from '../html/copy-text.ts';
import { type HtmlTree, rawTextOf } from '../html/html-tree.ts';
import { toTextBlocks } from '../parse-page.ts';
import type { BlockDraft } from '../scan/page-scan.ts';
import { walkElement, walkPage } from '../scan/page-walk.ts';
import { chooseJson, jsonInPage } from './json-part.ts';
import {
  type ChosenNodes,
  chooseIncluded,
  removeExcluded,
  sourceOf,
  writeLinkTargets,
} from './markup-part.ts';
import { type NamedParts, nameParts } from './named-parts.ts';
import { isJsonPart } from './part-selector.ts';
import type { WatchRules } from './watch-rules.ts';

/** Null when the rules name a part and it is not there. It changes the tree. */
export function htmlBlocks(tree: HtmlTree, rules: WatchRules): readonly TextBlock[] | null {
  const json = chosenJson(tree, rules);
  removeExcluded(tree.root, rules.exclude, 'html');
  if (rules.linkTargets) writeLinkTargets(tree.root);
  const include = rules.include.filter((selector) => !isJsonPart(selector));
  if (include.length === 0 && rules.include.length > 0) return json;
  if (include.length === 0) return wholePage(tree, rules);
  const chosen = chooseIncluded(tree.root, include, 'html');
  if (chosen === null) return json;
  return [...(json ?? []), ...chosenBlocks(chosen, rules)];
}

function chosenJson({ root }: HtmlTree, rules: WatchRules): readonly TextBlock[] | null {
  if (!rules.include.some(isJsonPart)) return null;
  const values = chooseJson(jsonInPage(root), rules, root);
  if (values === null) return null;
  return rules.format === 'json-pretty' ? prettyJsonBlocks(values) : jsonBlocks(values, rules.arrayKeys);
}

function wholePage(tree: HtmlTree, rules: WatchRules): readonly TextBlock[] {
  if (rules.compare === 'source') return sourceBlocks(sourceOf([tree.root], 'html'), rules.keepWhitespace);
  return wholeBlocks(tree.root, walkPage(tree).blocks, rules.named);
}

/** The blocks of a whole page; `named`: parts of it that the job calls body or frame. */
export function wholeBlocks(
  root: Document,
  drafts: readonly BlockDraft[],
  named: NamedParts | undefined,
): readonly TextBlock[] {
  if (named !== undefined) nameParts(drafts, root, named);
  return toTextBlocks(drafts);
}

function chosenBlocks({ nodes, texts }: ChosenNodes, rules: WatchRules): readonly TextBlock[] {
  const values = texts.flatMap((text) => textBlocks(text));
  if (rules.compare === 'source')
    return [...sourceBlocks(sourceOf(nodes, 'html'), rules.keepWhitespace), ...values];
  return [...nodes.flatMap(readNode), ...values];
}

/** Elements that show no text by themselves are read as they are written: they were asked for. */
const UNSHOWN = new Set(['script', 'style', 'textarea', 'title']);

function readNode(node: ChildNode): readonly TextBlock[] {
  if (node instanceof Text) return textBlock(node.parent, node.data);
  if (!(node instanceof Element)) return [];
  if (UNSHOWN.has(node.name)) {
    const path = blockPath(node);
    return textBlocks(rawTextOf(node)).map(({ text }) => ({ path, text }));
  }
  return toTextBlocks(walkElement(node));
}

function textBlock(parent: ChildNode['parent'], data: string): readonly TextBlock[] {
  const text = foldSpace(data);
  return text === '' ? [] : [{ path: parent instanceof Element ? blockPath(parent) : 'text', text }];
}
