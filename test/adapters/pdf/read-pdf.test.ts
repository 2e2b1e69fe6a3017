// What is read of a PDF: its pages, its rows, its paragraphs, and why one can not be read.
import { expect, it } from 'vitest';
import { readPdf } from '../../../adapters/pdf/read-pdf.ts';
import { textOfBlock } from '../../../domain/reading/content/document/document-text.ts';
import { readDocumentBytes } from '../../../domain/reading/content/document/read-bytes.ts';
import { lockedPdf, makePdf } from '../../support/document/make-pdf.ts';

async function linesOf(body: Uint8Array): Promise<string[][]> {
  const { sections } = await readPdf(body);
  return sections.map(({ blocks }) => blocks.map((block) => `${block.kind}: ${textOfBlock(block)}`));
}

async function faultOf(body: Uint8Array): Promise<string> {
  const read = await readDocumentBytes(body, readPdf);
  return read.ok ? 'read' : `${read.reason}: ${read.detail}`;
}

it('reads each page apart, rows of a table as lines and lines of a paragraph as one', async () => {
  const pdf = makePdf({
    title: 'Price list',
    pages: [
      [
        'All prices are in euro and hold for orders that reach us before the end of the month, as do the',
        'rebates that are named below.',
        '',
        '',
        'Item\tUnit\tPrice',
        'Oak board 20 mm\tm2\t€ 49.90',
        'Pine board 20 mm\tm2\t€ 19.90',
      ],
      ['Terms', '', '', 'Delivery takes ten days.'],
    ],
  });
  expect((await readPdf(pdf)).title).toBe('Price list');
  expect(await linesOf(pdf)).toEqual([
    [
      'paragraph: All prices are in euro and hold for orders that reach us before the end of the month, as do the rebates that are named below.',
      'row: Item | Unit | Price',
      'row: Oak board 20 mm | m2 | € 49.90',
      'row: Pine board 20 mm | m2 | € 19.90',
    ],
    ['paragraph: Terms', 'paragraph: Delivery takes ten days.'],
  ]);
});

it('reads each line of a list of prices as one, also in a narrow column', async () => {
  const pages = [
    [
      'Prices of the harbour shop',
      'Lamp of brass  EUR 49.00',
      'Rope, ten metres  12,50 €',
      'Anchor, small  89.00',
      'Each with its box, and sent',
      'within a week of the order.',
    ],
  ];
  expect(await linesOf(makePdf({ pages }))).toEqual([
    [
      'paragraph: Prices of the harbour shop',
      'paragraph: Lamp of brass EUR 49.00',
      'paragraph: Rope, ten metres 12,50 €',
      'paragraph: Anchor, small 89.00',
      'paragraph: Each with its box, and sent within a week of the order.',
    ],
  ]);
});

it('keeps a paragraph whole that names an amount at the end of a line', async () => {
  const pages = [
    [
      'A lamp of brass costs in each of our shops EUR 49.00',
      'and a rope of ten metres is to be had for the half.',
    ],
  ];
  expect((await linesOf(makePdf({ pages })))[0]).toHaveLength(1);
});

it('tells apart what stands on every page, so that a new page changes nothing else', async () => {
  const pages = [1, 2, 3].map((page) => [
    `Text of page ${'abc'[page - 1] ?? ''}`,
    '',
    '',
    `Page ${page} of 3`,
  ]);
  expect((await linesOf(makePdf({ pages }))).map((lines) => lines.at(-1))).toEqual([
    'running: Page 1 of 3',
    'running: Page 2 of 3',
    'running: Page 3 of 3',
  ]);
});

it('says why a document can not be read', async () => {
  const whole = makePdf({ pages: [['One line']] });
  expect(await faultOf(lockedPdf())).toBe('document-locked: The document is encrypted with a password.');
  expect(await faultOf(makePdf({ pages: [[]] }))).toMatch(/^document-without-text: /);
  expect(
    await faultOf(Buffer.from(`%PDF-1.7\n${'1 0 obj << /Type /Page >> endobj\n'.repeat(40)}%%EOF`)),
  ).toMatch(/^document-broken: The document is damaged: /);
  expect(await faultOf(whole.subarray(0, 60))).toMatch(/^document-broken: /);
  expect(await faultOf(makePdf({ pages: Array.from({ length: 2_001 }, () => ['x']) }))).toBe(
    'document-too-large: The document has 2001 pages; 2000 are read at most.',
  );
});
