// JSON-LD as scripts of real pages write it, and texts that must come out as they went in.
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../../domain/reading/markup/json-mend.ts';

type Row = readonly [what: string, source: string, value: unknown];

const A = { a: 1 };

const CONTROL_CHARACTERS: readonly Row[] = [
  ['a raw line break', '{"a":"x\ny","b":1}', { a: 'x\ny', b: 1 }],
  ['a raw CR and LF', '{"a":"x\r\ny"}', { a: 'x\r\ny' }],
  ['a raw tab', '{"a":"x\ty"}', { a: 'x\ty' }],
  ['other control characters', '{"a":"x\u0001\u001fy"}', { a: 'x\u0001\u001fy' }],
  ['NUL between values', '{\u0000"a":1}\u0000', A],
  ['control characters between values', '{"a"\u000b:\u000c1\u0008}', A],
  [
    'a raw line break before a quote and a comma',
    '{"a":"he said \\"x\\",\nand went","b":1}',
    { a: 'he said "x",\nand went', b: 1 },
  ],
  ['a raw line break in a name', '{"a\nb":1}', { 'a\nb': 1 }],
  ['spaces JSON does not know', '\u00a0{\u00a0"a"\u2003:\u20281}\ufeff', A],
  ['a byte order mark', '\ufeff{"a":1}', A],
  ['a line separator in a string', '{"a":"x\u2028y"}', { a: 'x\u2028y' }],
];

const COMMENTS: readonly Row[] = [
  ['a line before', '// data\n{"a":1}', A],
  ['a line behind', '{"a":1} // end', A],
  ['a line within', '{"a":1, // one\n"b":2}', { a: 1, b: 2 }],
  ['a line ended by CR', '{"a":1, // one\r"b":2}', { a: 1, b: 2 }],
  ['a block', '{/* "x":0, */"a":1}', A],
  ['a block with stars', '/** data **/{"a":1}', A],
  ['a block that does not end', '{"a":1 /* and', A],
  ['an HTML comment around', '<!--\n{"a":1}\n-->', A],
  ['an HTML comment before', '<!-- product -->{"a":1}', A],
  ['an HTML comment behind', '{"a":1}<!-- product -->', A],
  ['an HTML comment within', '{<!-- "x":0, -->"a":1}', A],
  ['a comment of scripts around one of HTML', '//<!--\n{"a":1}\n//-->', A],
  ['CDATA behind a line comment', '//<![CDATA[\n{"a":1}\n//]]>', A],
  ['CDATA in a block comment', '/*<![CDATA[*/{"a":1}/*]]>*/', A],
  ['CDATA in a block comment with spaces', '/* <![CDATA[ */\n{"a":1}\n/* ]]> */', A],
  ['bare CDATA', '<![CDATA[{"a":1}]]>', A],
  ['CDATA and HTML comments', '<!--//--><![CDATA[//><!--\n{"a":1}\n//--><!]]>', A],
  ['no comment: an address', '{"a":"https://x.com//y","b":1,}', { a: 'https://x.com//y', b: 1 }],
  [
    'no comment: slashes and stars',
    '{"a":"/* x */ // y <!-- z -->","b":1,}',
    { a: '/* x */ // y <!-- z -->', b: 1 },
  ],
  ['a hash before the data', '# data\n{"a":1}', A],
];

const AROUND: readonly Row[] = [
  ['a semicolon', '{"a":1};', A],
  ['words behind', '{"a":1} end of data', A],
  ['a tag behind', '{"a":1}</script>', A],
  ['a tag around', '<p>{"a":1}</p>', A],
  ['a line break tag behind', '{"a":1}<br />', A],
  ['a brace too many', '{"a":1}}', A],
  ['a bracket too many', '[{"a":1}]]', [A]],
  ['an assignment', 'var data = {"a":1};', A],
  ['an assignment to a property', 'window.data={"a":1};', A],
  ['a call', 'callback({"a":1});', A],
  ['a word before', 'json {"a":1}', A],
  ['two objects', '{"a":1}\n{"b":2}', [A, { b: 2 }]],
  ['two objects with a comma', '{"a":1},{"b":2}', [A, { b: 2 }]],
  ['two objects with a semicolon', '{"a":1};\n{"b":2};', [A, { b: 2 }]],
  ['two objects with a comment', '{"a":1} /* x */ {"b":2}', [A, { b: 2 }]],
  ['two lists', '[{"a":1}][{"b":2}]', [[A], [{ b: 2 }]]],
  ['an object and words with braces', '{"a":1} see {this}', A],
];

const INSIDE: readonly Row[] = [
  ['a comma too many in an object', '{"a":1,}', A],
  ['a comma too many in a list', '{"a":[1,2,]}', { a: [1, 2] }],
  ['two commas', '{"a":1,,"b":2}', { a: 1, b: 2 }],
  ['a comma first', '{,"a":1}', A],
  ['a comma missing', '{"a":1\n"b":2}', { a: 1, b: 2 }],
  ['a comma missing behind a string', '{"a":"x"\n"b":2}', { a: 'x', b: 2 }],
  ['a comma missing behind an object', '{"a":{"c":1}\n"b":2}', { a: { c: 1 }, b: 2 }],
  ['a semicolon for a comma', '{"a":1;"b":2}', { a: 1, b: 2 }],
  ['a value missing', '{"a":,"b":2}', { a: null, b: 2 }],
  ['a last value missing', '{"b":2,"a":}', { b: 2, a: null }],
  ['single quotes', "{'a':'x','b':'it\\'s'}", { a: 'x', b: "it's" }],
  ['typographic quotes', '{“a”:“x”,“b”:1}', { a: 'x', b: 1 }],
  ['backticks', '{"a":`x`,"b":1}', { a: 'x', b: 1 }],
  ['names without quotes', '{a:1,$b_c:2}', { a: 1, $b_c: 2 }],
  ['quotes in a string', '{"a":"a 24" screen","b":1}', { a: 'a 24" screen', b: 1 }],
  ['quotes around a word of a string', '{"a":"the "best" lamp","b":1}', { a: 'the "best" lamp', b: 1 }],
  ['a backslash of no escape', '{"a":"C:\\x","b":"\\\'"}', { a: 'C:x', b: "'" }],
  ['an escape of four hex digits', '{"a":"\\u00e9",}', { a: 'é' }],
  ['a string over lines with backslashes', '{"a":"x \\\ny"}', { a: 'x y' }],
  ['undefined and NaN', '{"a":undefined,"b":NaN}', { a: null, b: null }],
  ['True, False and None', '{"a":True,"b":False,"c":None}', { a: true, b: false, c: null }],
  ['numbers with a plus or without a zero', '{"a":+1,"b":.5,"c":5.}', { a: 1, b: 0.5, c: 5 }],
  ['numbers with zeros first', '{"a":007}', { a: '007' }],
  ['a price with a decimal comma', '{"a":19,99,"b":1}', { a: '19,99', b: 1 }],
  ['escaped as HTML', '{&quot;a&quot;:&quot;x &amp; y&quot;}', { a: 'x & y' }],
  ['escaped as HTML with numbers', '{&#34;a&#34;:1}', A],
  ['not escaped: entities in a string', '{"a":"x &amp; &quot;y&quot;",}', { a: 'x &amp; &quot;y&quot;' }],
];

const CUT_OFF: readonly Row[] = [
  ['in a string', '{"a":1,"b":"x', { a: 1, b: 'x' }],
  ['behind a name', '{"a":1,"b"', A],
  ['behind a colon', '{"a":1,"b":', { a: 1, b: null }],
  ['behind a comma', '{"a":1,', A],
  ['in a list', '{"a":[1,2', { a: [1, 2] }],
  ['in nested objects', '{"a":{"b":{"c":1', { a: { b: { c: 1 } } }],
  ['behind a backslash', '{"a":"x\\', { a: 'x' }],
  ['in a word', '{"a":1,"b":tru', { a: 1, b: 'tru' }],
];

describe.each([
  ['control characters', CONTROL_CHARACTERS],
  ['comments', COMMENTS],
  ['text around', AROUND],
  ['faults inside', INSIDE],
  ['cut off', CUT_OFF],
])('JSON with %s', (_subject, rows) => {
  test.each(rows)('is read as it was meant: %s', (_what, source, value) =>
    expect(parseJson(source)).toEqual(value),
  );
});

describe('what is no JSON', () => {
  test.each([
    'function f() { return 1 }',
    'if (a) { b() }',
    'plain words',
    '<p>text</p>',
    '// nothing',
    '<!-- -->',
    'a = [',
    '-->',
  ])('gives nothing for %j', (source) => expect(parseJson(source)).toBeUndefined());
});
