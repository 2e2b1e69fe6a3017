// Options of a watch at their edges: nothing found, several at once, lines, empty versions, wipes.
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { inspectChange } from '../../../cli/inspect/explain/inspect-change.ts';

const page = (...lines: string[]): string => `<body>${lines.map((line) => `<p>${line}</p>`).join('')}</body>`;

/** One letter a step after the baseline: c = change, - = none. */
function told(options: CaseOptions, bodies: readonly string[], content_type = 'text/html'): string {
  const { changed = [] } = inspectChange({ content_type, options, steps: bodies.map((body) => ({ body })) });
  return changed
    .slice(1)
    .map((isTold) => (isTold === true ? 'c' : '-'))
    .join('');
}

const PLAIN = 'text/plain';
const JSON_TYPE = 'application/json';
const item = (time: number, title: string): string =>
  `<rss><lastBuildDate>${time}</lastBuildDate><item><title>${title}</title></item></rss>`;
const atom = (time: number, title: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><updated>${time}</updated><entry><title>${title}</title></entry></feed>`;

describe('a sequence of versions, what is watched', () => {
  it.each<[string, CaseOptions, string[], string, string?]>([
    ['a lost selector says nothing', { include: ['#a'] }, ['<i id=a>1</i>', 'x', '<i id=a>1</i>'], '--'],
    ['an XPath may be a function', { include: ['count(//li)'] }, ['<li>a', '<li>b', '<li>b<li>c'], '-c'],
    ['a title is chosen, not shown', {}, ['<title>1</title>a', '<title>2</title>a'], '-'],
    ['a chosen script is read', { include: ['script'] }, ['<script>1</script>', '<script>2</script>'], 'c'],
    [
      'members of JSON go',
      { exclude: ['json:$..ts', 'json:$.list[0]'] },
      [
        '{"a":{"ts":1,"v":1},"list":[1,2]}',
        '{"a":{"ts":2,"v":1},"list":[9,2]}',
        '{"a":{"v":1},"list":[9,3]}',
      ],
      '-c',
      JSON_TYPE,
    ],
    [
      'long integers stay exact',
      {},
      ['{"id":12345678901234567890}', '{"id":12345678901234567891}'],
      'c',
      JSON_TYPE,
    ],
    [
      'names of XML keep their case',
      { exclude: ['lastBuildDate'] },
      [item(1, 'a'), item(2, 'a'), item(2, 'b')],
      '-c',
      'text/xml',
    ],
    [
      'an undeclared prefix is the default one',
      { include: ['//atom:entry'] },
      [atom(1, 'a'), atom(2, 'a'), atom(2, 'b')],
      '-c',
      'text/xml',
    ],
    [
      'sources can be chosen from',
      { compare: 'source', include: ['b'] },
      ['<b class=x>1</b>2', '<b class=x>1</b>3', '<b>1</b>3'],
      '-c',
    ],
    [
      'lines of preformatted text are lines',
      { keep_lines_containing: ['cost'] },
      ['<pre>cost 1\nseen 1</pre>', '<pre>cost 1\nseen 2</pre>'],
      '-',
    ],
    ['invisible characters are no text', {}, ['<p>ab</p>', '<p>a\u200bb</p>'], '-'],
  ])('%s', (...[, options, bodies, expected, type]) => {
    expect(told(options, bodies, type)).toBe(expected);
  });

  it('names a selector that is none', () => {
    expect(() => told({ include: ['p['] }, ['a', 'b'])).toThrow('p[');
  });
});

describe('a sequence of versions, when it is told', () => {
  it.each<[string, CaseOptions, string[], string, string?]>([
    [
      'patterns of triggers hold for lines',
      { trigger_text: ['/^available$/'] },
      [page('a'), page('b', 'unavailable'), page('b', 'available')],
      '-c',
    ],
    [
      'patterns of blocks hold for lines',
      { block_while_present: ['/^sold out$/'] },
      [page('a'), page('b', 'sold out'), page('b', 'not sold out')],
      '-c',
    ],
    [
      'patterns of extracts hold for lines',
      { extract_text: ['/^sum (\\d)$/'] },
      [page('x', 'sum 1'), page('y', 'sum 1'), page('y', 'sum 2')],
      '-c',
    ],
    ['an empty rule is no rule', { trigger_text: [' '], ignore_text: ['//'] }, [page('a'), page('b')], 'c'],
    [
      'a path is no pattern with flags',
      { ignore_text: ['/shop/sale'] },
      [page('a', '/shop/sale 1'), page('b', '/shop/sale 1')],
      'c',
    ],
    [
      'flag x leaves out remarks',
      { ignore_text: ['/seen \\s \\d+ # times/ix'] },
      [page('Seen 1'), page('Seen 2')],
      '-',
    ],
    [
      'a share of the lines is a share of the text',
      { only: 'added', report_if_remaining_at_most: 0.25 },
      ['a\nb\nc\nd\ne\nf\ng\n', 'a\nb\n'],
      '-',
      PLAIN,
    ],
    ['a wipe of plain text is a loss', { only: 'removed' }, ['a\nb\n', ''], 'c', PLAIN],
    [
      'a wipe is told where it is asked for',
      { only: 'added', report_if_remaining_at_most: 0 },
      ['a\nb\n', 'a\n', ''],
      '-c',
      PLAIN,
    ],
    ['an empty page says nothing by itself', {}, [page('a'), '<body></body>', page('a')], '--'],
  ])('%s', (...[, options, bodies, expected, type]) => {
    expect(told(options, bodies, type)).toBe(expected);
  });

  it.each<[string, string, string | number, string, string]>([
    ['number', '<', 1, '3', '0.999'],
    ['number', '<', 0, '3', '-2'],
    ['number', '>', 1000, '999', '1,250.50 €'],
    ['number', '!=', 5, 'five', '6'],
    ['text', 'does not contain', 'sold', 'b sold', 'b'],
    ['text', '!starts_with', 'b', 'b', 'c'],
    ['text', 'length_min', '3', 'ab', 'abc'],
    ['word_count', 'at least', 2, 'one', 'one two'],
  ])('waits until %s %s %s', (...[field, op, value, not, yes]) => {
    expect(told({ conditions_all: [{ field, op, value }] }, [page('start'), page(not), page(yes)])).toBe(
      '-c',
    );
  });
});
