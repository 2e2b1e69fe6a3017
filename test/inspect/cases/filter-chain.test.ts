// Chains of filters over text: lines, order, substitution, forms of data.
import { describe, expect, it } from 'vitest';
import { type FilterEntry, runFilters } from '../../../cli/inspect/cases/filter-chain.ts';

type Row = [filters: FilterEntry[], input: string, output: string];

describe('filters over lines', () => {
  it.each<Row>([
    [[{ keep_lines_containing: 'b,c:' }], 'a\nb,c: 1\nb\nc', 'b,c: 1'],
    [[{ keep_lines_containing: { text: 'x' } }], 'ax\nb\nX', 'ax'],
    [[{ keep_lines_containing: { re: 'x$' } }], 'ax\nxb', 'ax'],
    [[{ keep_lines_containing: { re: '(?i)X' } }], 'ax\nb\nX', 'ax\nX'],
    [[{ delete_lines_containing: 'x' }], 'ax\nb\n\nc', 'b\n\nc'],
    [[{ delete_lines_containing: { re: '^\\s*$' } }], 'a\n\n  \nb', 'a\nb'],
    [[{ grep: 'a|b' }], 'a1\nc1\nb1', 'a1\nb1'],
    [[{ grepi: 'a|b' }], 'a1\nc1\nb1', 'c1'],
    [['strip'], '  \n a \n b \n ', 'a \n b'],
    [[{ strip: { chars: '.', side: 'left' } }], '.a.\n.b.', 'a.\n.b.'],
    [[{ strip: { chars: ',.' } }], ',.a.b.,', 'a.b'],
    [[{ strip: { splitlines: true } }], ' a \n  b', 'a\nb'],
    [[{ strip: { splitlines: true, side: 'left' } }], ' a \n  b ', 'a \nb '],
    [[{ strip: { chars: '-', side: 'right', splitlines: true } }], '-a-\n-b--', '-a\n-b'],
    [[{ strip: '-' }], '-a-', 'a'],
    [['striplines'], ' a \n b', 'a\nb'],
    [['strip_each_line'], ' a \n b', 'a\nb'],
    [['strip_empty_lines'], 'a\n\n \nb', 'a\nb'],
    [['sort'], 'c\na\nb', 'a\nb\nc'],
    [['sort'], 'b\nA\na\nB', 'A\na\nb\nB'],
    [[{ sort: { separator: '|' } }], 'c|a|b', 'a|b|c'],
    [[{ sort: { separator: '\n\n', reverse: true } }], 'a\n1\n\nb\n2', 'b\n2\n\na\n1'],
    [[{ sort: { reverse: true } }], 'a\nb', 'b\na'],
    [['reverse'], '1\n2\n3', '3\n2\n1'],
    [[{ reverse: '\n\n' }], '1\n2\n\n3', '3\n\n1\n2'],
    [[{ reverse: { separator: ';' } }], '1;2;3', '3;2;1'],
    [['remove_repeated'], 'a\na\nb\na', 'a\nb\na'],
    [[{ remove_repeated: { adjacent: false } }], 'a\nb\na\nb', 'a\nb'],
    [[{ remove_repeated: { separator: ',' } }], 'a,a,b', 'a,b'],
    [[{ remove_repeated: { ignore_case: true, adjacent: false } }], 'a\nb\nA', 'a\nb'],
    [['remove-duplicate-lines'], 'a\nb\na', 'a\nb'],
    [[{ keep_lines_containing: 'p' }, 'reverse', { strip: { chars: '1' } }], 'p1\nq\np2', 'p2\np'],
  ])('%j over %j', (filters, input, output) => expect(runFilters(input, filters)).toBe(output));
});

describe('filters with patterns', () => {
  it.each<Row>([
    [[{ 're.sub': 'b+' }], 'abbbc', 'ac'],
    [[{ 're.sub': { pattern: '(a)(b)', repl: '\\2\\1' } }], 'abab', 'baba'],
    [[{ 're.sub': { pattern: '(?P<n>\\d+) EUR', repl: '€\\g<n>' } }], '5 EUR', '€5'],
    [[{ 're.sub': { pattern: '(\\d)', repl: '\\g<1>0' } }], 'a1', 'a10'],
    [[{ 're.sub': { pattern: 'a', repl: '\\g<0>\\g<0>' } }], 'ba', 'baa'],
    [[{ 're.sub': { pattern: '(?i)SALE', repl: 'x' } }], 'Sale sale', 'x x'],
    [[{ 're.sub': { pattern: '(?m)^\\s*\\n', repl: '' } }], 'a\n\n \nb', 'a\nb'],
    [[{ 're.sub': { pattern: '(?s)<b>.*?</b>', repl: '' } }], 'a<b>x\ny</b>c', 'ac'],
    [[{ 're.sub': { pattern: '(?ms)^x.*?^y', repl: '-' } }], 'a\nx1\ny2', 'a\n-2'],
    [[{ 're.sub': { pattern: '(?x) a  b # remark', repl: '-' } }], 'cab', 'c-'],
    [[{ 're.sub': { pattern: '(?u)é', repl: 'e' } }], 'é', 'e'],
    [[{ 're.sub': { pattern: '</([^>]*)>', repl: '<END \\1>' } }], '<b>x</b>', '<b>x<END b>'],
    [[{ 're.sub': { pattern: ', ', repl: '\\n' } }], 'a, b', 'a\nb'],
    [[{ 're.sub': { pattern: 'a', repl: '$1 \\\\ {x}' } }], 'a', '$1 \\ {x}'],
    [[{ 're.sub': { pattern: '(a)|(b)', repl: '[\\1\\2]' } }], 'ab', '[a][b]'],
    [[{ 're.sub': { pattern: '(?m)^', repl: '- ' } }], 'a\nb', '- a\n- b'],
    [[{ 're.sub': { pattern: 'x*', repl: '-' } }], 'abc', '-a-b-c-'],
    [[{ 're.sub': { pattern: 'x\\Z', repl: '' } }], 'axx', 'ax'],
    [[{ 're.findall': '\\d+' }], 'a1b22', '1\n22'],
    [[{ 're.findall': { pattern: '(\\w)=(\\d)', repl: '\\2:\\1' } }], 'a=1 b=2', '1:a\n2:b'],
    [[{ 're.findall': { pattern: '(?P<k>\\w)=\\d', repl: '\\g<k>' } }], 'a=1 b=2', 'a\nb'],
    [[{ 're.findall': 'x' }], 'abc', ''],
    [[{ 're.findall': '(?m)^b.*$' }], 'a\nb1\nc\nb2', 'b1\nb2'],
  ])('%j over %j', (filters, input, output) => expect(runFilters(input, filters)).toBe(output));

  it('says what is not supported', () => {
    expect(() => runFilters('x', [{ 're.sub': '(?<=a)b' }])).toThrow('not supported');
    expect(() => runFilters('x', [{ grep: 'a(?=b)' }])).toThrow('not supported');
    expect(() => runFilters('x', [{ 're.findall': '(a)\\1' }])).toThrow('not supported');
  });
});

describe('filters over data', () => {
  it.each<Row>([
    [['format-json'], '{"b":1,"a":[1,2]}', '{\n    "b": 1,\n    "a": [\n        1,\n        2\n    ]\n}'],
    [[{ 'format-json': { indentation: 2 } }], '{"a":{"b":null}}', '{\n  "a": {\n    "b": null\n  }\n}'],
    [[{ 'format-json': 1 }], '[1]', '[\n 1\n]'],
    [
      [{ 'format-json': { sort_keys: true } }],
      '{"b":1,"a":{"d":1,"c":2}}',
      '{\n    "a": {\n        "c": 2,\n        "d": 1\n    },\n    "b": 1\n}',
    ],
    [
      ['format-json'],
      '{"id":12345678901234567890,"f":1.0,"e":[],"o":{}}',
      '{\n    "id": 12345678901234567890,\n    "f": 1.0,\n    "e": [],\n    "o": {}\n}',
    ],
    [['format-json'], '"é\\u00e9"', '"éé"'],
    [
      ['format-xml'],
      '<r><a x="1"><b>t</b></a><c/></r>',
      '<r>\n  <a x="1">\n    <b>t</b>\n  </a>\n  <c/>\n</r>\n',
    ],
    [['html2text'], '<p>a <b>b</b></p><p>c</p>', 'a b\nc'],
    [[{ html2text: { method: 'strip_tags' } }], '<b>a</b> &amp; c', 'a & c'],
    [['html2text', { grep: 'b' }], '<p>a</p><p>b</p>', 'b'],
  ])('%j over %j', (filters, input, output) => expect(runFilters(input, filters)).toBe(output));

  it('knows that it lacks a filter', () => {
    expect(runFilters('x', ['ocr'])).toBeNull();
  });
});
