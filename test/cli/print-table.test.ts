import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { fitTable, pad, plain, printTable } from '../../cli/print-table.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 120 });

test('columns stand below each other in Japanese, with accents, emoji and colours', () => {
  const { text: table } = fitTable(
    ['NAME', 'STATE'],
    [
      ['東京の店', 'idle'],
      ['Cafe\u0301', 'idle'],
      ['👩‍👩‍👧 shop', 'idle'],
      ['\u001b[32mgreen\u001b[39m', 'idle'],
    ],
    80,
  );
  const columns = table
    .trimEnd()
    .split('\n')
    .map((line) => stringWidth(line.slice(0, line.search(/STATE|idle/))));
  expect(columns).toEqual([10, 10, 10, 10, 10]);
});

test.each([
  ['short', 5, 'short'],
  ['longer text', 7, 'longer…'],
  ['日本語の名前', 12, '日本語の名前'],
  ['日本語の名前', 11, '日本語の名…'],
  // A character of two columns does not fit into one.
  ['日本語の名前', 10, '日本語の…'],
  ['ab👩‍👩‍👧cd', 4, 'ab…'],
  ['\u001b]0;title\u0007a\u202Eb', 9, 'ab'],
])('%j in %i columns is %j', (text, width, shown) => {
  expect(plain(text, width)).toBe(shown);
});

describe('a table that is too wide', () => {
  const head = ['JOB', 'NAME', 'STATE', 'URL', 'PAGES'];
  const row = [
    'job_01',
    'A name that is rather long',
    'running',
    `https://shop.example/${'x'.repeat(60)}`,
    '12',
  ];

  test('cuts the widest free text first', () => {
    const { text, leftOut } = fitTable(head, [row], 80);
    const [titles = '', line = ''] = text.split('\n');
    expect(line).toContain('A name that is rather long');
    expect(line).toMatch(/^job_01 .*…  12$/);
    expect([stringWidth(titles), leftOut]).toEqual([80, []]);
  });

  test('leaves out columns from the right, never the first and no free text', () => {
    const titles = head.with(1, 'WHAT');
    const { text, leftOut } = fitTable(titles, [row], 52);
    expect(leftOut).toEqual(['STATE', 'PAGES']);
    expect(text.split('\n')[0]).toMatch(/^JOB {5}WHAT +URL$/);
  });

  test('leaves out the address of what has a name', () => {
    const { text, leftOut } = fitTable(head, [row], 44);
    expect(leftOut).toEqual(['URL', 'PAGES']);
    expect(text).toContain('A name that is rather long  running');
  });

  test('says which columns it left out, and is whole with --wide', () => {
    const told = { out: '', err: '' };
    const context = {
      out: (text: string) => void (told.out += text),
      err: (text: string) => void (told.err += text),
      columns: () => 40,
      wide: false,
    };
    printTable(context, head, [row]);
    expect(told.err).toBe('No room for URL, PAGES: --wide shows all, --json each member.\n');
    told.out = told.err = '';
    printTable({ ...context, wide: true }, head, [row]);
    expect([told.out.includes(row[3] ?? ''), told.err]).toEqual([true, '']);
  });

  test('is never wider than the terminal while something can be cut or left out', () => {
    const cell = fc
      .oneof(fc.string({ unit: 'grapheme', maxLength: 70 }), fc.constant('12'))
      .map((text) => plain(text));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constant('job_01'), cell, cell, cell, cell), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 50, max: 200 }),
        (rows, columns) => {
          for (const line of fitTable(head, rows, columns).text.split('\n'))
            expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});

describe('of any text', () => {
  test('never more columns are shown than asked for', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, width) => {
        expect(stringWidth(plain(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('what is padded fills its column', () => {
    fc.assert(
      fc.property(anyText, fc.nat(200), (text, width) => {
        const padded = pad(text, width);
        expect(padded.trimEnd()).toBe(text.trimEnd());
        expect(stringWidth(padded)).toBe(Math.max(stringWidth(text), width));
      }),
    );
  });
});
