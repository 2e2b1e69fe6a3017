// Parts of documents: which lines of a document they name, and what is said where they name none.
import { describe, expect, it } from 'vitest';
import { checkWatch } from '../../../../domain/config/check-watch.ts';
import type { DocumentText } from '../../../../domain/reading/content/document/document-text.ts';
import { writeDocument } from '../../../../domain/reading/content/document/write-document.ts';
import { documentParts } from '../../../../domain/reading/part/document-part.ts';
import { parseHtml } from '../../../../domain/reading/html/html-tree.ts';
import { NO_FIELDS } from '../../../../domain/reading/part/field/field-rule.ts';
import { readVersion } from '../../../../domain/reading/part/read-version.ts';
import { WHOLE_PAGE } from '../../../../domain/reading/part/watch-rules.ts';

const cell = (text: string, column: number, row: number) => ({ text, at: { column, row } });

const DOCUMENT: DocumentText = {
  title: 'Prices',
  lang: 'en',
  sections: [
    { kind: 'page', name: '1', blocks: [{ kind: 'paragraph', text: 'First page.' }] },
    { kind: 'page', name: '2', blocks: [{ kind: 'paragraph', text: 'Second page.' }] },
    {
      kind: 'sheet',
      name: 'Price "list"',
      blocks: [
        { kind: 'row', cells: [cell('Item', 1, 1), cell('Unit', 2, 1), cell('Price', 3, 1)] },
        { kind: 'row', cells: [cell('Oak', 1, 2), cell('m', 2, 2), cell('49.90', 3, 2)] },
        { kind: 'row', cells: [cell('Pine', 1, 3), cell('19.90', 3, 3)] },
      ],
    },
  ],
};

function linesOf(selector: string, text = writeDocument(DOCUMENT, 'lines')): readonly string[] | string {
  const source = { text, contentType: 'text/html', url: 'https://a.example/list' };
  const watched = { ...WHOLE_PAGE, include: [selector] };
  const { blocks, lostPart, misread } = readVersion(source, { fields: NO_FIELDS, watched });
  return misread ?? (lostPart === true ? 'lost' : blocks.map((block) => block.text));
}

describe('the parts that a document offers', () => {
  it('name its pages and sheets as a part is named, and each is found by its name', () => {
    const sheets = ["Dee's list", 'Wow! 2026', "'s", 'A "b"'].map((name) => ({
      kind: 'sheet' as const,
      name,
      blocks: [{ kind: 'paragraph' as const, text: `In ${name}` }],
    }));
    const text = writeDocument({ ...DOCUMENT, sections: [...DOCUMENT.sections, ...sheets] }, 'lines');
    const parts = documentParts(parseHtml(text));
    expect(parts).toEqual([
      'page:1',
      'page:2',
      'sheet:Price "list"',
      "sheet:Dee's list",
      "sheet:'Wow! 2026'",
      "sheet:'s",
      'sheet:A "b"',
    ]);
    for (const part of parts) expect(linesOf(part, text)).not.toBe('lost');
  });

  it('are none of a web page', () => {
    expect(documentParts(parseHtml('<section id="page-1"><p>Text</p></section>'))).toEqual([]);
  });
});

describe('a part of a document', () => {
  it.each([
    ['page:2', ['Second page.']],
    ['page:1-2', ['First page.', 'Second page.']],
    ['page:9', 'lost'],
    ['sheet:Price "list"', ['Price "list"', 'Item | Unit | Price', 'Oak | m | 49.90', 'Pine | 19.90']],
    [`sheet:'Price "list"'!B2:C40`, ['m | 49.90', '19.90']],
    ['sheet:Price "list"!C2', ['49.90']],
    ['sheet:Others', 'lost'],
  ])('%s', (selector, lines) => {
    expect(linesOf(selector)).toEqual(lines);
  });

  it('is missing on a web page for another reason than on a document', () => {
    expect(linesOf('page:2', '<p>A page of the web.</p>')).toBe(
      'the answer is no document, so it has no page:2',
    );
  });

  it.each(['page:0', 'page:5-2', 'page:x', 'sheet:Prices!nowhere'])('can not be called %s', (selector) => {
    const [fault] = checkWatch({ scope: { include: [selector] } });
    expect(fault?.detail).toMatch(/ is no (?:page|sheet) of a document: write /);
  });

  it('is accepted where a selector is', () => {
    expect(
      checkWatch({ scope: { include: ['page:3', 'sheet:Prices!B2:D40'], exclude: ['page:2-5'] } }),
    ).toEqual([]);
  });
});
