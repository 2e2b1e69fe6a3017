// Reads a text document of Word (DOCX): paragraphs, headings, items of lists, tables, footnotes. What was deleted with changes tracked
// is no text of it.
import { type DocumentText, UnreadableDocument } from './document-text.ts';
import { openOffice } from './office-archive.ts';
import { readXml, xmlValue } from './read-xml.ts';
import { TextDraft } from './text-draft.ts';

const BODY = 'word/document.xml';
const FOOTNOTES = 'word/footnotes.xml';
const STYLES = 'word/styles.xml';
const CORE = 'docProps/core.xml';
const READ = new Set([BODY, FOOTNOTES, STYLES, CORE]);
/** A text box is written twice, the second time for old programs. */
const SKIPPED = new Set(['mc:Fallback', 'w:moveFrom', 'w:tabs', 'w:sectPr']);
/** These names are English in every language. */
const HEADING = /^(?:heading \d|title|subtitle)$/i;

export function readDocx(body: Uint8Array): DocumentText {
  const archive = openOffice(body, (name) => READ.has(name));
  const xml = archive.text(BODY);
  if (xml === '') throw new UnreadableDocument('document-broken', 'The document has no text part.');
  const draft = new TextDraft();
  const headings = headingStyles(archive.text(STYLES));
  readText(xml, draft, headings);
  readText(archive.text(FOOTNOTES), draft, headings);
  const core = archive.text(CORE);
  return {
    title: xmlValue(core, 'dc:title'),
    lang: '',
    sections: [{ kind: 'whole', name: '', blocks: draft.blocks }],
  };
}

function headingStyles(xml: string): ReadonlySet<string> {
  const found = new Set<string>();
  let style = '';
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'w:style') style = attributes['w:styleId'] ?? '';
      else if (name === 'w:name' && HEADING.test(attributes['w:val'] ?? '')) found.add(style);
      else if (name === 'w:outlineLvl' && Number(attributes['w:val']) < 9) found.add(style);
    },
  });
  return found;
}

function readText(xml: string, draft: TextDraft, headings: ReadonlySet<string>): void {
  let isText = false;
  readXml(
    xml,
    {
      open: (name, attributes) => {
        isText = name === 'w:t';
        if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') draft.add(' ');
        else if (name === 'w:noBreakHyphen') draft.add('-');
        else if (name === 'w:numPr') draft.name('item');
        else if (name === 'w:tr') draft.beginRow();
        else if (name === 'w:pStyle' && headings.has(attributes['w:val'] ?? '')) draft.name('heading');
      },
      text: (text) => {
        if (isText) draft.add(text);
      },
      close: (name) => {
        isText = false;
        if (name === 'w:p') draft.endLine();
        else if (name === 'w:tc') draft.endCell();
        else if (name === 'w:tr') draft.endRow();
      },
    },
    SKIPPED,
  );
}
