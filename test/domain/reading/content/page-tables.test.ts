// Tables of pages as rows: what spans, what names columns, what only arranges a page, and how much is taken.
import { describe, expect, it } from 'vitest';
import { pageTables } from '../../../../domain/reading/content/page-tables.ts';

const first = (markup: string) => pageTables(markup).tables[0];

describe('a table', () => {
  it('has its caption, the names of its columns and its rows', () => {
    const table = first(`<table><caption>Tents</caption><thead><tr><th>Size</th><th>Weight</th></tr></thead>
      <tbody><tr><td>S</td><td>1.9\n kg</td></tr><tr><th>L</th><td>2.4 kg</td></tr></tbody><tfoot><tr><td>XL</td><td>3</td></tr></tfoot></table>`);
    expect(table).toEqual({
      caption: 'Tents',
      header: ['Size', 'Weight'],
      rows: [
        ['S', '1.9 kg'],
        ['L', '2.4 kg'],
        ['XL', '3'],
      ],
    });
  });

  it('names its columns by a first row of heads, and has no names without one', () => {
    expect(first('<table><tr><th>a<th>b<tr><td>1<td>2</table>')).toMatchObject({ header: ['a', 'b'] });
    expect(first('<table><tr><td>a<td>b<tr><td>1<td>2</table>')).toMatchObject({
      header: [],
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    });
    expect(first('<table><tr><th>a<th>b</table>')).toMatchObject({ header: [], rows: [['a', 'b']] });
  });

  it('says in each cell what spans it', () => {
    const table =
      first(`<table><thead><tr><th rowspan=2>Country<th colspan=2>Price</tr><tr><th>net<th>gross</tr></thead>
      <tr><td rowspan=2>Norway<td>1<td>2</tr><tr><td>3<td>4</tr><tr><td colspan=3>none</tr></table>`);
    expect(table?.header).toEqual(['Country', 'Price net', 'Price gross']);
    expect(table?.rows).toEqual([
      ['Norway', '1', '2'],
      ['Norway', '3', '4'],
      ['none', 'none', 'none'],
    ]);
  });

  it('is as wide in every row', () => {
    expect(first('<table><tr><td>1<tr><td>1<td>2<td>3<tr></table>')?.rows).toEqual([
      ['1', '', ''],
      ['1', '2', '3'],
      ['', '', ''],
    ]);
  });

  it('that holds others, or one cell, is none', () => {
    const { tables } = pageTables(
      '<table><tr><td>menu<td><table><tr><td>a<td>b</table><table><tr><td>one</table></table>',
    );
    expect(tables.map(({ rows }) => rows)).toEqual([[['a', 'b']]]);
  });
});

describe('what is taken of a page', () => {
  it('is bounded, and says so', () => {
    expect(pageTables('<table><tr><td>1<td>2</table>').cut).toBe(false);
    const many = pageTables('<table><tr><td>1<td>2</table>'.repeat(201));
    expect([many.tables.length, many.cut]).toEqual([200, true]);
    const wide = pageTables(`<table><tr>${'<td colspan=1000>x'.repeat(3)}</table>`);
    expect([wide.tables[0]?.rows[0]?.length, wide.cut]).toEqual([500, true]);
    const high = pageTables(
      `<table>${`<tr>${'<td colspan=500 rowspan=1000>x'.repeat(2)}`.repeat(3_000)}</table>`,
    );
    expect(high.cut).toBe(true);
    expect(high.tables[0]?.rows.length).toBeLessThan(1_000);
  });
});
