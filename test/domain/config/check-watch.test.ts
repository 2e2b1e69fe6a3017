// What of `config.changes` is refused, with a sentence that says what to give instead; and what is not.
import { describe, expect, it } from 'vitest';
import { checkWatch } from '../../../domain/config/check-watch.ts';

const include = (...selectors: string[]) => ({ scope: { include: selectors, exclude: [] } });
const exclude = (...selectors: string[]) => ({ scope: { include: [], exclude: selectors } });
const filter = (...filters: object[]) => ({ filters });
const matches = (value: string) => ({ conditions: { all: [{ on: 'text', is: 'matches', value }], any: [] } });

/** The one fault: where, and what it says. */
function faultOf(changes: object): string {
  const faults = checkWatch(changes);
  return faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('\n');
}

describe('a rule about text is refused where price and stock alone are told', () => {
  const number = { on: 'number', is: '<', value: 50 };
  it.each<[string, object, string, RegExp]>([
    ['a condition on a number', { conditions: { all: [number], any: [] } }, 'conditions/all/0', /"below 50"/],
    [
      'another condition',
      { conditions: { all: [], any: [{ on: 'text', is: 'contains', value: 'sale' }] } },
      'conditions/any/0',
      /priceRules/,
    ],
    ['an ignored text', { ignoreText: ['sale'] }, 'ignoreText', /leave it out/i],
    ['a trigger text', { triggerText: ['sale'] }, 'triggerText', /watch/],
    ['a text that blocks', { blockWhilePresent: ['sale'] }, 'blockWhilePresent', /watch/],
    ['lines of a kind', { only: ['added'] }, 'only', /watch/],
    ['new lines', { newLinesOnly: true }, 'newLinesOnly', /watch/],
    ['versions to compare with', { comparedVersions: 3 }, 'comparedVersions', /watch/],
    ['numbers that moved', { onlyNumbersBeyondPercent: 5 }, 'onlyNumbersBeyondPercent', /watch/],
    ['a severity', { minSeverity: 'major' }, 'minSeverity', /priceRules/],
  ])('refuses %s, which a whole page may have', (_what, changes, pointer, detail) => {
    const [fault, ...more] = checkWatch({ ...changes, watch: 'price-and-stock' });
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ pointer: `/config/changes/${pointer}`, code: 'no-effect' });
    expect(fault?.detail).toMatch(detail);
    expect(checkWatch({ ...changes, watch: 'page' })).toEqual([]);
  });

  it('and an empty one is none', () => {
    const empty = {
      ignoreText: [],
      only: [],
      newLinesOnly: false,
      comparedVersions: 1,
      minSeverity: 'minor',
    };
    const conditions = { all: [], any: [] };
    expect(checkWatch({ ...empty, conditions, watch: 'price-and-stock' })).toEqual([]);
  });
});

describe('an option that means nothing is refused', () => {
  it.each<[string, object, string, RegExp]>([
    ['CSS in JSON', { format: 'json', ...include('#a') }, 'scope/include/0', /JSONPath/],
    [
      'a variable of a script in JSON',
      { format: 'json', ...include('variable:data $.a') },
      'scope/include/0',
      /JSONPath/,
    ],
    ['XPath in JSON', { format: 'json', ...exclude('//a') }, 'scope/exclude/0', /JSONPath/],
    ['CSS in printed JSON', { format: 'json-pretty', ...include('a') }, 'scope/include/0', /JSONPath/],
    ['JSONPath in XML', { format: 'xml', ...include('$.a') }, 'scope/include/0', /XPath or CSS/],
    ['a part of plain text', { format: 'text', ...include('#a') }, 'scope/include/0', /keep-lines/],
    ['a part left out of plain text', { format: 'text', ...exclude('//a') }, 'scope/exclude/0', /keep-lines/],
    ['CSS in a feed', { format: 'feed', ...include('item') }, 'scope/include/0', /format "xml"/],
    ['JSONPath in a feed', { format: 'feed', ...include('$.items') }, 'scope/include/0', /keep-lines/],
    ['link targets in JSON', { format: 'json', linkTargets: true }, 'linkTargets', /format "html"/],
    ['the frame of a part', { frame: 'quiet', ...include('#a') }, 'frame', /no frame/],
    ['the frame of JSON', { frame: 'tell', format: 'json' }, 'frame', /no frame/],
    ['the frame of a source', { frame: 'tell', compare: 'source' }, 'frame', /no frame/],
    ['a part called body in a part', { bodyParts: ['.a'], ...include('#a') }, 'bodyParts', /no frame/],
    ['a part called frame in JSON', { frameParts: ['.a'], format: 'json' }, 'frameParts', /no frame/],
    ['a part called body of a source', { bodyParts: ['.a'], compare: 'source' }, 'bodyParts', /no frame/],
    ['a part called frame without rules', { frameParts: ['.a'], noise: 'none' }, 'frameParts', /no frame/],
    ['a part called body where all is', { bodyParts: ['.a'], frame: 'tell' }, 'bodyParts', /`frame` "tell"/],
    ['JSONPath of a body', { bodyParts: ['.a', '$.b'] }, 'bodyParts/1', /CSS or XPath/],
    ['a part called both', { bodyParts: ['.a'], frameParts: [' .a'] }, 'frameParts/0', /one or the other/],
    ['link targets in text', { format: 'text', linkTargets: true }, 'linkTargets', /format "html"/],
    ['link targets of a source', { compare: 'source', linkTargets: true }, 'linkTargets', /source has them/],
    ['keys in XML', { format: 'xml', arrayKeys: ['no'] }, 'arrayKeys', /format "json"/],
    ['keys in printed JSON', { format: 'json-pretty', arrayKeys: ['no'] }, 'arrayKeys', /format "json"/],
    ['the source of JSON', { format: 'json', compare: 'source' }, 'compare', /format "text"/],
    ['the source of a feed', { format: 'feed', compare: 'source' }, 'compare', /format "text"/],
    ['white space in a page', { format: 'html', keepWhitespace: true }, 'keepWhitespace', /compare "source"/],
    ['white space in JSON', { format: 'json', keepWhitespace: true }, 'keepWhitespace', /compare "source"/],
    ['what remains, without only', { remainingAtMost: 0.5 }, 'remainingAtMost', /only/],
    [
      'what remains, with removed lines',
      { remainingAtMost: 0.5, only: ['added', 'removed'] },
      'remainingAtMost',
      /only/,
    ],
    [
      'new lines where removed ones are asked for',
      { newLinesOnly: true, only: ['removed'] },
      'newLinesOnly',
      /"added"/,
    ],
    [
      'JSON to text in XML',
      { format: 'xml', ...filter({ kind: 'json-to-text' }) },
      'filters/0',
      /xml-to-text|format "text"/,
    ],
    [
      'XML to text in JSON',
      { format: 'json', ...filter({ kind: 'xml-to-text' }) },
      'filters/0',
      /json-to-text|format "text"/,
    ],
    [
      'a calendar in JSON',
      { format: 'json', ...filter({ kind: 'ical-to-text' }) },
      'filters/0',
      /format "text"/,
    ],
    ['CSV in a feed', { format: 'feed', ...filter({ kind: 'csv-to-text' }) }, 'filters/0', /format "text"/],
    [
      'JSON to text of a part of JSON',
      { format: 'json', ...include('$.a'), ...filter({ kind: 'json-to-text' }) },
      'filters/0',
      /path/,
    ],
    ['white space to ignore', { ignoreText: ['  '] }, 'ignoreText/0', /white space/i],
    ['white space as trigger', { triggerText: ['open', ' '] }, 'triggerText/1', /white space/i],
  ])('refuses %s and says where and why', (...[, changes, place, says]) => {
    const fault = faultOf(changes);
    expect(fault).toMatch(new RegExp(`^/config/changes/${place}: `));
    expect(fault).toMatch(says);
  });
});

describe('parts called body and frame', () => {
  it('are taken by CSS and XPath, beside what is left out and how the frame is told', () => {
    const parts = { bodyParts: ['footer .hours', '//footer/p[2]'], frameParts: ['main .related'] };
    expect(checkWatch({ ...parts, frame: 'quiet', linkTargets: true, ...exclude('.ad') })).toEqual([]);
  });

  it('are selectors', () => {
    expect(faultOf({ bodyParts: ['main', 'p['] })).toMatch(/bodyParts\/1: .*not a CSS selector/);
    expect(faultOf({ frameParts: ['//p['] })).toMatch(/frameParts\/0: .*not an XPath/);
  });
});

describe('a selector that is none', () => {
  it.each<[string, RegExp]>([
    ['##', /not a CSS selector/],
    ['id:', /behind the colon/],
    ['  ', /behind the colon/],
    ['tag:', /behind the colon/],
    ['xpath: ', /behind the colon/],
    ['//a[', /not an XPath 1\.0 expression/],
    ['xpath:div[', /not an XPath 1\.0 expression/],
    ['//a/lower-case(.)', /XPath 1\.0/],
    ['$.[', /not a JSONPath, such as/],
    ['json:a[', /not a JSONPath, such as/],
    ['variable:', /behind the colon/],
    ['variable:$.price', /not a variable with a JSONPath, such as/],
    ['variable:a-b $.price', /not a variable with a JSONPath, such as/],
    ['variable:state $.[', /not a JSONPath, such as/],
  ])('refuses "%s" in a part and in what is left out', (selector, says) => {
    expect(faultOf(include(selector))).toMatch(says);
    expect(faultOf(exclude(selector))).toMatch(says);
  });
});

const PLACES: [string, (pattern: string) => object][] = [
  ['ignoreText/0', (pattern) => ({ ignoreText: [`/${pattern}/`] })],
  ['triggerText/0', (pattern) => ({ triggerText: [`/${pattern}/i`] })],
  ['blockWhilePresent/0', (pattern) => ({ blockWhilePresent: [`/${pattern}/`] })],
  ['conditions/all/0/value', (pattern) => matches(`/${pattern}/`)],
  ['filters/0/containing/0', (pattern) => filter({ kind: 'keep-lines', containing: [`/${pattern}/`] })],
  ['filters/0/containing/0', (pattern) => filter({ kind: 'drop-lines', containing: [`/${pattern}/`] })],
  ['filters/0/matching/0', (pattern) => filter({ kind: 'extract', matching: [`/${pattern}/`] })],
  ['filters/0/pattern', (pattern) => filter({ kind: 'replace', pattern, with: '' })],
];

describe.each(PLACES)('a pattern in %s', (place, changes) => {
  it.each<[string, RegExp]>([
    ['price(?= EUR)', /ahead or behind.*group/],
    ['(?!sold)', /ahead or behind/],
    ['(?<=EUR )\\d+', /ahead or behind/],
    ['(?<!EUR )\\d+', /ahead or behind/],
    ['(a+)\\1', /references to groups/],
    ['(?P<a>b)(?P=a)', /references to groups/],
    ['(?P<a>b)\\k<a>', /references to groups/],
    ['(?>a+)b', /RE2/],
    ['a++', /RE2/],
    ['(', /RE2/],
    ['a{1,5000}', /RE2/],
  ])('refuses the pattern %s and says why', (pattern, says) => {
    const fault = faultOf(changes(pattern));
    expect(fault).toMatch(new RegExp(`^/config/changes/${place}: `));
    expect(fault).toMatch(says);
  });
});

describe('what can work is taken', () => {
  it.each<[string, object]>([
    ['no option at all', {}],
    ['a part of any page', include('#a', '//b', '$.c', 'id:a', 'class:b', 'tag:p', 'style:color:red')],
    ['a pattern in XPath', include('//a[matches(., "x")]')],
    ['a part of JSON', { format: 'json', ...include('$.a', 'json:$..b') }],
    ['JSON in a page', { format: 'html', ...include('$.a') }],
    ['a variable of a script', { ...include('variable:window.__STATE__ $.a', 'variable:data') }],
    ['a part of XML', { format: 'xml', ...include('//a/@b', 'item > title') }],
    ['the source of XML', { format: 'xml', compare: 'source', keepWhitespace: true }],
    ['white space of text', { format: 'text', keepWhitespace: true }],
    ['a path as plain text', { ignoreText: ['/usr/lib', 'km/h', '//', 'a (b'] }],
    ['a pattern of names', { ignoreText: ['/(?P<a>b)|(?<c>d)/i'] }],
    ['an escaped backslash', { ignoreText: ['/a\\\\1/'] }],
    ['what remains', { remainingAtMost: 0.5, only: ['added'] }],
    ['new lines that are added', { newLinesOnly: true, only: ['added'] }],
    ['JSON to text', { format: 'json', ...filter({ kind: 'json-to-text', path: '$.a' }) }],
    ['XML to text', { format: 'xml', ...filter({ kind: 'xml-to-text' }) }],
    ['CSV', { format: 'text', ...filter({ kind: 'csv-to-text' }) }],
    [
      'JSON in a part of a page',
      { format: 'html', ...include('script#a'), ...filter({ kind: 'json-to-text' }) },
    ],
    [
      'a later filter of data',
      {
        format: 'json',
        ...include('$.a'),
        ...filter({ kind: 'extract', matching: ['/(\\{.*\\})/'] }, { kind: 'json-to-text' }),
      },
    ],
    ['a group that is there', filter({ kind: 'replace', pattern: '(a)(?P<n>b)', with: '$1 ${n} $0 $& $$' })],
  ])('finds no fault with %s', (...[, changes]) => {
    expect(faultOf(changes)).toBe('');
  });
});

describe('a replacement', () => {
  it.each<[string, string]>([
    ['$2', '2'],
    ['${b}', 'b'],
  ])('%s names a group that is not there', (written, group) => {
    const fault = faultOf(filter({ kind: 'replace', pattern: '(?P<a>x)', with: written }));
    expect(fault).toMatch(
      new RegExp(`^/config/changes/filters/0/with: .*group ${group}.*write \\$\\$ for a dollar`),
    );
  });
});
