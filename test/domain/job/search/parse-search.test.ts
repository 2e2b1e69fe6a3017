import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JOB_SEARCH_KEYS } from '../../../../domain/job/list/search-keys.ts';
import { parseSearch } from '../../../../domain/job/search/parse-search.ts';
import { printSearch } from '../../../support/print-search.ts';
import {
  AGE_UNITS,
  type Search,
  type SearchTerm,
  type SearchValue,
  SIGNS,
} from '../../../../domain/job/search/search.ts';

const parse = (text: string) => parseSearch(text, JOB_SEARCH_KEYS);
const text = (value: string): SearchValue => ({ kind: 'text', text: value });
const term = (key: string | null, ...values: SearchValue[]): SearchTerm => ({ negated: false, key, values });

describe('a search is read as terms', () => {
  test.each<[string, readonly SearchTerm[]]>([
    ['', []],
    ['   ', []],
    ['kettle', [term(null, text('kettle'))]],
    ['Kettle  STEEL', [term(null, text('kettle')), term(null, text('steel'))]],
    ['"two words"', [term(null, text('two words'))]],
    [String.raw`"a \"b\" \\ c"`, [term(null, text('a "b" \\ c'))]],
    ['state:running,paused', [term('state', text('running'), text('paused'))]],
    ['STATE:Running', [term('state', text('running'))]],
    ['-tag:old', [{ ...term('tag', text('old')), negated: true }]],
    ['-sale', [{ ...term(null, text('sale')), negated: true }]],
    ['tag:"kitchen sale",old', [term('tag', text('kitchen sale'), text('old'))]],
    ['host:127.0.0.1:8080', [term('host', text('127.0.0.1:8080'))]],
    ['url:*kettle*', [term('url', text('*kettle*'))]],
    ['https://larch.example/a', [term(null, text('https://larch.example/a'))]],
    ['price:<100', [term('price', { kind: 'number', sign: '<', number: 100 })]],
    ['price:9.95', [term('price', { kind: 'number', sign: '=', number: 9.95 })]],
    ['move:<=-10%', [term('move', { kind: 'number', sign: '<=', number: -10 })]],
    ['failed:>=3', [term('failed', { kind: 'number', sign: '>=', number: 3 })]],
    ['changed:<24h', [term('changed', { kind: 'age', sign: '<', number: 24, unit: 'h' })]],
    ['changed:never', [term('changed', text('never'))]],
  ])('reads the terms of "%s"', (written, terms) => {
    expect(parse(written)).toEqual({ ok: true, search: { terms } });
  });
});

describe('a fault is told with its place and what to write instead', () => {
  test.each([
    ['stat:running', 0, 4, 'unknown-key', 'Write state:.'],
    ['a colour:red', 2, 6, 'unknown-key', 'Keys are state, is, tag'],
    ['state:runing', 6, 6, 'unknown-value', 'Write state:running.'],
    ['state:paused,blue', 13, 4, 'unknown-value', 'Write one of created,'],
    ['tag:', 4, 1, 'empty-value', 'as in tag:shop'],
    ['tag:a,,b', 6, 1, 'empty-value', 'as in tag:shop'],
    ['price:cheap', 6, 5, 'not-a-number', 'Write price:<100'],
    ['changed:24', 8, 2, 'not-a-time', 'as in changed:<24h or changed:never'],
    ['changed:24h', 8, 3, 'not-a-time', 'Write a sign'],
    ['tag:"open', 4, 5, 'open-quote', 'Write another "'],
    ['- x', 0, 1, 'empty-value', 'behind the "-"'],
    ['url:*', 4, 1, 'empty-value', 'A * alone'],
    ['url:a*b*c*d*e*f*g', 4, 13, 'too-many', '5 * at most'],
    ['x '.repeat(41), 80, 2, 'too-many', '40 terms at most'],
    ['x'.repeat(1_001), 1_000, 1, 'too-long', '1000 characters at most'],
    [`tag:${'x,'.repeat(50)}x`, 0, 105, 'too-many', '50 values at most'],
  ])('tells the fault in "%s" and what to write instead', (written, ...[at, length, code, words]) => {
    const parsed = parse(written);
    expect(parsed).toMatchObject({ ok: false, faults: [{ at, length, code }] });
    expect(parsed.ok ? '' : parsed.faults[0]?.detail).toContain(words);
  });

  test('every fault of a search is told at once', () => {
    const parsed = parse('stat:x kind:shop changed:soon');
    expect(parsed.ok ? [] : parsed.faults.map(({ at }) => at)).toEqual([0, 12, 25]);
  });
});

const words = (key: string): fc.Arbitrary<SearchValue> => {
  const found = JOB_SEARCH_KEYS.find((one) => one.key === key)?.words ?? [];
  return fc.constantFrom(...found).map(text);
};
const anyText = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .map((value) => value.toLowerCase())
  .filter((value) => value.replaceAll('*', '') !== '' && value.split('*').length <= 6)
  .filter((value) => value === value.toLowerCase())
  .map(text);
const anyNumber = fc.record({
  kind: fc.constant('number' as const),
  sign: fc.constantFrom(...SIGNS),
  number: fc.integer({ min: -999_999, max: 999_999 }).map((n) => n / 100 + 0),
});
const anyAge = fc.record({
  kind: fc.constant('age' as const),
  sign: fc.constantFrom(...SIGNS.filter((sign) => sign !== '=')),
  number: fc.integer({ min: 0, max: 9_999 }),
  unit: fc.constantFrom(...AGE_UNITS),
});

function valuesOf(key: string): fc.Arbitrary<SearchValue> {
  const kind = JOB_SEARCH_KEYS.find((one) => one.key === key)?.kind;
  if (kind === 'choice') return words(key);
  if (kind === 'number') return anyNumber;
  return kind === 'age' ? anyAge : anyText;
}

const anyTerm: fc.Arbitrary<SearchTerm> = fc.oneof(
  fc.record({ negated: fc.boolean(), key: fc.constant(null), values: anyText.map((one) => [one]) }),
  fc.constantFrom(...JOB_SEARCH_KEYS.map(({ key }) => key)).chain((key) =>
    fc.record({
      negated: fc.boolean(),
      key: fc.constant(key),
      values: fc.array(valuesOf(key), { minLength: 1, maxLength: 4 }),
    }),
  ),
);
const anySearch: fc.Arbitrary<Search> = fc.record({ terms: fc.array(anyTerm, { maxLength: 5 }) });

test('what is printed is read as the same search', () => {
  fc.assert(
    fc.property(anySearch, (search) => {
      expect(parse(printSearch(search))).toEqual({ ok: true, search });
    }),
    { numRuns: 500 },
  );
});

test('any text at all is either read or refused with places inside it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (written) => {
      const parsed = parse(written);
      if (parsed.ok) return;
      for (const { at, length } of parsed.faults) {
        expect(length).toBeGreaterThan(0);
        expect(at + length).toBeLessThanOrEqual(written.length + 1);
      }
    }),
  );
});
