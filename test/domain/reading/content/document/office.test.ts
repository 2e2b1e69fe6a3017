// What is read of the documents of office programs and of books, and why one can not be read.
import { describe, expect, it } from 'vitest';
import { documentKind } from '../../../../../domain/reading/content/document/document-kind.ts';
import { textOfBlock } from '../../../../../domain/reading/content/document/document-text.ts';
import { readDocumentBytes } from '../../../../../domain/reading/content/document/read-bytes.ts';
import {
  makeArchive,
  makeDocx,
  makeOpenDocument,
  makeXlsx,
} from '../../../../support/document/make-archive.ts';

const noPdf = async () => {
  throw new Error('a PDF was read');
};

async function linesOf(body: Uint8Array): Promise<readonly string[]> {
  const read = await readDocumentBytes(body, noPdf);
  if (!read.ok) return [`${read.reason}: ${read.detail}`];
  return read.document.sections.flatMap(({ name, blocks }) => [
    ...(name === '' ? [] : [`sheet: ${name}`]),
    ...blocks.map((block) => `${block.kind}: ${textOfBlock(block)}`),
  ]);
}

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (text: string, style = ''): string => `<w:p><w:pPr>${style}</w:pPr>${run(text)}</w:p>`;
const row = (...cells: readonly string[]): string =>
  `<w:tr>${cells.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join('')}</w:tr>`;

describe('a text document of Word', () => {
  it('is read by paragraphs, headings, items and rows', async () => {
    const docx = makeDocx(
      paragraph('Preise', '<w:pStyle w:val="berschrift1"/>') +
        `<w:p>${run('All prices &amp; ')}<w:del><w:r><w:delText>old </w:delText></w:r></w:del>${run('terms')}<w:r><w:tab/></w:r>${run('hold.')}</w:p>` +
        paragraph('Oak', '<w:numPr/>') +
        `<w:tbl>${row('Item', 'Price')}${row('Oak', '€ 49.90')}</w:tbl>` +
        '<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>',
      {
        'word/styles.xml':
          '<w:styles><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>',
      },
    );
    expect(documentKind(docx)).toBe('docx');
    expect(await linesOf(docx)).toEqual([
      'heading: Preise',
      'paragraph: All prices & terms hold.',
      'item: Oak',
      'row: Item | Price',
      'row: Oak | € 49.90',
      'paragraph: Box',
    ]);
  });
});

describe('a workbook', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>';
  const xlsx = makeXlsx(
    [
      {
        name: 'Prices',
        rows:
          '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>From</t></is></c></row>' +
          '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><f>1+1</f><v>1299.5</v></c><c r="C3" s="2"><v>46357</v></c><c r="D3" t="b"><v>1</v></c></row>',
      },
      { name: 'Hidden', state: 'hidden', rows: '<row r="1"><c r="A1"><v>1</v></c></row>' },
    ],
    {
      'xl/styles.xml': styles,
      'xl/sharedStrings.xml': '<sst><si><t>Item</t></si><si><r><t>Oak </t></r><r><t>board</t></r></si></sst>',
    },
  );

  it('is read by the sheets that are shown, as their formats show the values', async () => {
    expect(documentKind(xlsx)).toBe('xlsx');
    expect(await linesOf(xlsx)).toEqual([
      'sheet: Prices',
      'row: Item | From',
      'row: Oak board | 1,299.50 € | 2026-12-01 | TRUE',
    ]);
  });

  it('knows the address of each cell', async () => {
    const read = await readDocumentBytes(xlsx, noPdf);
    const block = read.ok ? read.document.sections[0]?.blocks[1] : undefined;
    expect(block).toMatchObject({ cells: [1, 2, 3, 4].map((column) => ({ at: { column, row: 3 } })) });
  });

  it('of OpenDocument is read as its cells are shown', async () => {
    const cell = (text: string, more = ''): string =>
      `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
    const ods = makeOpenDocument(
      'spreadsheet',
      `<table:table table:name="Liste"><table:table-row>${cell('Eiche')}<table:table-cell table:number-columns-repeated="2"/>${cell('49,90 €')}</table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`,
    );
    expect(documentKind(ods)).toBe('ods');
    expect(await linesOf(ods)).toEqual(['sheet: Liste', 'row: Eiche | 49,90 €']);
    const read = await readDocumentBytes(ods, noPdf);
    expect(read.ok ? read.document.sections[0]?.blocks[0] : null).toMatchObject({
      cells: [{ at: { column: 1 } }, { at: { column: 4 } }],
    });
  });
});

it('reads a text of OpenDocument', async () => {
  const odt = makeOpenDocument(
    'text',
    '<text:h text:outline-level="1">Terms</text:h><text:p>We<text:s text:c="3"/>deliver<text:line-break/>soon<office:annotation><text:p>Sure?</text:p></office:annotation>.</text:p>' +
      '<text:list><text:list-item><text:p>One</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>',
  );
  expect(documentKind(odt)).toBe('odt');
  expect(await linesOf(odt)).toEqual([
    'heading: Terms',
    'paragraph: We deliver soon.',
    'item: One',
    'row: a | b',
  ]);
});

it('reads the chapters of a book in their order', async () => {
  const epub = makeArchive({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml':
      '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
    'OEBPS/book.opf':
      '<package xmlns:dc="dc"><metadata><dc:title>A book</dc:title></metadata><manifest><item id="b" href="text/two.xhtml"/><item id="a" href="one%20.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
    'OEBPS/one .xhtml':
      '<html><head><title>x</title></head><body><h1>One</h1><p>First<br/>line</p></body></html>',
    'OEBPS/text/two.xhtml': '<html><body><script>no</script><p>Second</p></body></html>',
  });
  expect(documentKind(epub)).toBe('epub');
  expect(await linesOf(epub)).toEqual([
    'heading: One',
    'paragraph: First',
    'paragraph: line',
    'paragraph: Second',
  ]);
});

it('reads RTF in its code page and in Unicode', async () => {
  const rtf = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Made;}{\info{\title No}}\f0 Price: \b 49.90\b0  \'80\par Caf\u233?\tab 100\~%\par{\pict\bin4 }}{\}\trowd\cellx1\cellx2 Oak\cell 19\cell\row }`;
  expect(documentKind(Buffer.from(rtf))).toBe('rtf');
  expect(await linesOf(Buffer.from(rtf))).toEqual([
    'paragraph: Price: 49.90 €',
    'paragraph: Café 100 %',
    'row: Oak | 19',
  ]);
});

describe('a document that can not be read', () => {
  const entry = '<manifest:encryption-data manifest:checksum="x"/>';
  const large = makeXlsx([
    {
      name: 'All',
      rows: Array.from(
        { length: 4_000 },
        (_, at) => `<row r="${at + 1}">${'<c><v>7</v></c>'.repeat(25)}</row>`,
      ).join(''),
    },
  ]);

  it.each([
    ['locked by a password', makeOpenDocument('text', '', entry), /^document-locked: /],
    ['of too many cells', large, /^document-too-large: The document has more than 90000 cells\./],
    ['without a text', makeDocx('<w:p/>'), /^document-without-text: /],
    ['that ends too early', makeDocx('<w:p/>').subarray(0, 300), /^document-broken: /],
    ['of RTF that ends too early', Buffer.from(String.raw`{\rtf1 Price {\b 4`), /^document-broken: /],
    [
      'that is a bomb',
      makeDocx(`<w:p><w:r><w:t>${' '.repeat(30_000_000)}</w:t></w:r></w:p>`),
      /^document-too-large: An entry of the archive would unpack to more than 200 times its size\./,
    ],
    ['with entities of its own', makeDocx('&bomb;').slice(), /^document-without-text|^document-broken/],
  ])('%s', async (_, body, why) => {
    const [line] = await linesOf(body);
    expect(line).toMatch(why);
  });

  it('is no document when it is an archive of other things', () => {
    expect(documentKind(makeArchive({ 'photo.txt': 'x' }))).toBeNull();
  });

  it('is known for locked when a password hides all of it', async () => {
    const name = Buffer.from('EncryptedPackage', 'utf16le');
    const body = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(500), name]);
    expect(await linesOf(body)).toEqual(['document-locked: The document is encrypted with a password.']);
    expect(documentKind(body.subarray(0, 400))).toBeNull();
  });
});
