// Reads pages that are no web pages (text, JSON, XML, CSV, feeds). They are kept and compared as text. What is read
// from a page's layout (links, prices, its type, walls) has no meaning here. A job's selectors work on XML.
import { applyScope, type ScopeRule } from '../parse/field/block-scope.ts';
import { blockPath } from '../parse/html/block-path.ts';
import { boundedText } from '../parse/html/copy-text.ts';
import { type CompiledFields, extractFields } from '../parse/field/field-rule.ts';
import { parseXml, textOf } from '../parse/html/html-tree.ts';
import type { ParsedPage, TextBlock } from '../page/parsed-page.ts';
import type { BodyFormat } from './body-format.ts';
import { jsonBlocks } from './json-blocks.ts';
import { textBlocks } from './text-blocks.ts';
import { xmlDrafts } from './xml-drafts.ts';

export interface ReadRules {
  readonly fields: CompiledFields;
  readonly scope: ScopeRule | null;
}

type Format = Exclude<BodyFormat, 'html'>;
type Content = Pick<ParsedPage, 'title' | 'blocks' | 'fields'>;

const MAX_TITLE_CHARS = 300;

export function readDocument(text: string, format: Format, rules: ReadRules): ParsedPage {
  const content = format === 'xml' ? readXml(text, rules) : readLines(text, format, rules);
  return {
    description: '',
    lang: '',
    noindex: false,
    nofollow: false,
    links: [],
    priceCandidates: [],
    ...content,
    features: { format, blocks: content.blocks.length },
  };
}

/** A document that calls itself JSON and is not is read as text. */
function readLines(text: string, format: Format, { fields }: ReadRules): Content {
  const blocks: TextBlock[] = (format === 'json' ? jsonBlocks(text) : null) ?? textBlocks(text);
  return { title: '', blocks, fields: extractFields(fields, []) };
}

function readXml(text: string, { fields, scope }: ReadRules): Content {
  const { root, all } = parseXml(text);
  const drafts = xmlDrafts(all);
  const title = all.find(({ name }) => name === 'title');
  return {
    title: title === undefined ? '' : boundedText(textOf(title), MAX_TITLE_CHARS),
    blocks: (scope === null ? drafts : applyScope(scope, drafts, root)).map(({ element, text: line }) => ({
      path: blockPath(element),
      text: line,
    })),
    fields: extractFields(fields, all),
  };
}
