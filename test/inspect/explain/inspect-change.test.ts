// Sequences with options, filter chains and ignored lines, as a user would debug them.
import { describe, expect, it } from 'vitest';
import { inspectChange } from '../../../cli/inspect/explain/inspect-change.ts';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';

const run = (options: CaseOptions, bodies: readonly string[], content_type = 'text/html') =>
  inspectChange({ content_type, options, steps: bodies.map((body) => ({ body })) }).changed;
const page = (...lines: string[]): string =>
  `<html><body>${lines.map((line) => `<p>${line}</p>`).join('\n')}</body></html>`;
const filtered = (filters: readonly (string | Record<string, unknown>)[], input: string) =>
  inspectChange({ filters, input }).output;

describe('inspectChange, sequences', () => {
  it('compares without options and ignores what is not shown', () => {
    expect(run({}, [page('a'), page('a').replace('<p>', '<p class="z">\n '), page('b')])).toEqual([
      null,
      false,
      true,
    ]);
  });

  it('ignores lines, and goes on comparing the others', () => {
    const options = { ignore_text: ['clock', '/^visits: \\d+$/'] };
    expect(
      run(options, [
        page('a', 'Clock 1', 'Visits: 1'),
        page('a', 'Clock 2', 'Visits: 2'),
        page('b', 'Clock 2'),
      ]),
    ).toEqual([null, false, true]);
  });

  it('waits for a trigger and then tells all since the baseline', () => {
    const options = { trigger_text: ['add to cart'] };
    expect(run(options, [page('a'), page('b'), page('b', 'Add to Cart')])).toEqual([null, false, true]);
  });

  it('reports lines never seen before only', () => {
    expect(run({ unique_lines_only: true }, [page('a', 'b'), page('b', 'a'), page('a', 'b', 'c')])).toEqual([
      null,
      false,
      true,
    ]);
  });

  it('reports the chosen kind of lines, with triggers on those lines', () => {
    expect(run({ only: 'removed' }, [page('a', 'b'), page('a', 'b', 'c'), page('a')])).toEqual([
      null,
      false,
      true,
    ]);
    const options = { only: ['added'], trigger_text: ['golden'] };
    expect(run(options, [page('golden'), page('golden', 'x'), page('golden', 'x', 'a golden line')])).toEqual(
      [null, false, true],
    );
    expect(run({ only: 'added' }, ['a\nb\nc\nd\n', 'a\n'], 'text/plain')).toEqual([null, true]);
  });

  it('treats a lost selector and an empty page as no change unless asked', () => {
    expect(run({ include: ['#x'] }, ['<b id="x">1</b>', '<b>2</b>'])).toEqual([null, false]);
    expect(run({ empty_pages_are_a_change: true }, [page('a'), '<html><body></body></html>'])).toEqual([
      null,
      true,
    ]);
  });

  it('compares sources and link targets when told to', () => {
    const [a, b] = ['<a href="/1">x</a>', '<a href="/2">x</a>'];
    expect(run({ compare: 'source' }, [a, b])).toEqual([null, true]);
    expect(run({ compare_link_targets: true }, [a, b])).toEqual([null, true]);
    expect(run({}, [a, b])).toEqual([null, false]);
  });

  it('watches price and stock with limits', () => {
    const product = (price: string, stock = 'InStock') =>
      `<html><body><h1>Kettle</h1><script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Kettle",` +
      `"offers":{"@type":"Offer","price":"${price}","priceCurrency":"USD","availability":"https://schema.org/${stock}"}}</script></body></html>`;
    const watch = { watch: 'price_and_stock' };
    expect(run(watch, [product('950'), product('950'), product('960')])).toEqual([null, false, true]);
    expect(run(watch, [product('950', 'OutOfStock'), product('950', 'InStock')])).toEqual([null, true]);
    const limits = { ...watch, min: 900, max: 1100 };
    expect(run(limits, [product('950'), product('1000'), product('890'), product('1890')])).toEqual([
      null,
      false,
      true,
      true,
    ]);
    const threshold = { ...watch, threshold_percent: 5 };
    expect(run(threshold, [product('950'), product('960'), product('1960'), product('1950')])).toEqual([
      null,
      false,
      true,
      false,
    ]);
  });
});

describe('inspectChange, filters and lines', () => {
  it.each([
    [
      [{ 'element-by-tag': 'div' }],
      '<div>a<div>b</div></div><div>c</div>',
      '<div>a<div>b</div></div><div>c</div>',
    ],
    [[{ 'element-by-class': 'k' }], '<i class="k">1</i><i>2</i>', '<i class="k">1</i>'],
    [[{ css: { selector: 'p', skip: 1, maxitems: 1 } }], '<p>1</p><p>2</p><p>3</p>', '<p>2</p>'],
    [[{ xpath: '//p/text()' }], '<p>1</p><p>2</p>', '1\n2'],
    [[{ keep_lines_containing: { re: '^b' } }], 'a\nb\nbc', 'b\nbc'],
    [[{ delete_lines_containing: 'b' }], 'a\nb\nbc', 'a'],
    [['strip'], ' a \n', 'a'],
    [[{ sort: { reverse: true } }], 'b\na\nc', 'c\nb\na'],
    [[{ sort: { separator: ', ' } }], 'b, a', 'a, b'],
    [['reverse'], 'a\nb', 'b\na'],
    [[{ 're.sub': { pattern: '(\\d+) (\\w+)', repl: '\\2 \\1 $' } }], '12 ab', 'ab 12 $'],
    [[{ 're.sub': '\\s*href="[^"]*"' }], '<a href="x">', '<a>'],
    [[{ 're.findall': '\\d+' }], 'a1b22', '1\n22'],
    [[{ grep: '^a' }, { grepi: 'x$' }], 'ab\nax\nbb', 'ab'],
    [['strip_each_line'], ' a \n b', 'a\nb'],
    [[{ remove_repeated: { ignore_case: true } }], 'a\nA\nb\na', 'a\nb\na'],
    [
      [{ css: { method: 'xml', selector: 'm|k' } }],
      '<r xmlns:m="u"><m:k>1</m:k></r>',
      '<m:k xmlns:m="u">1</m:k>',
    ],
  ])('runs %j', (filters, input, output) => {
    expect(filtered(filters as Record<string, unknown>[], input)).toBe(output);
  });

  it('says so when it does not have a filter', () => {
    expect(inspectChange({ filters: ['ocr'], input: 'x' })).toEqual({ unsupported: true });
  });

  it('numbers ignored lines from one, also for patterns over lines', () => {
    expect(inspectChange({ text: 'a\nB one\nc\nd two', ignore: ['b', '/c.+two/s'] })).toEqual({
      ignored_line_numbers: [2, 3, 4],
    });
  });

  it('extracts and keeps text', () => {
    const html = '<p>Price: 12</p><p>Stock: 3</p>';
    expect(inspectChange({ html, options: { extract_text: ['/price: (\\d+)/'] } }).text).toBe('12');
    expect(inspectChange({ html, options: { keep_lines_containing: ['STOCK'] } }).text).toBe('Stock: 3');
  });
});
