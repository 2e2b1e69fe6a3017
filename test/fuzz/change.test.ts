// Differences, selectors and user patterns over anything: applied differences give the new page, nothing breaks or hangs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffBlocks } from '../../domain/change/diff/block-change.ts';
import { detectChange } from '../../domain/change/detect.ts';
import { diffTexts } from '../../domain/change/diff/diff.ts';
import { applyDiff } from '../support/apply-diff.ts';
import { selectJson } from '../../domain/reading/part/query/json-path.ts';
import { matchingLines, textTest } from '../../domain/reading/part/text-rule.ts';
import { findNodes } from '../../domain/reading/part/markup-part.ts';
import { runFilters } from '../../cli/inspect/cases/filter-chain.ts';
import { learnVolatile } from '../../domain/change/noise/volatile.ts';
import { selectXPath } from '../../domain/reading/part/query/xpath.ts';
import { compileFields } from '../../domain/reading/part/field/field-rule.ts';
import { parseHtml } from '../../domain/reading/html/html-tree.ts';
import { checkForAll, RUNS, strung } from './fuzz.ts';

const text = fc.constantFrom(
  'a',
  'b',
  'c',
  '€ 12',
  '€ 13',
  '3 hours ago',
  'In stock',
  'A longer sentence of prose',
  'Another one of those',
  '12:01',
);
const block = fc.record({ path: fc.constantFrom('main/p', 'main/h2', 'footer/p', 'main/ul/li'), text });
const blocks = fc.array(block, { maxLength: 30 });

describe('differences', () => {
  it('of texts, applied to the old ones, give the new ones, with and without weak texts', () => {
    const ran = checkForAll(fc.tuple(fc.array(text), fc.array(text), fc.boolean()), ([a, b, weak]) => {
      const diff = diffTexts(a, b, weak ? (one) => one.length < 5 : undefined);
      expect(applyDiff(a, b, diff)).toEqual(b);
      expect(diffTexts(a, a).hunks).toEqual([]);
    });
    expect(ran).toBe(RUNS);
  });

  it('of pages tell every text that came or went', () => {
    const ran = checkForAll(fc.tuple(blocks, blocks), ([a, b]) => {
      expect(diffBlocks(a, a).changes).toEqual([]);
      const { changes } = diffBlocks(a, b);
      const count = (list: readonly { text: string }[], wanted: string): number =>
        list.filter((one) => one.text === wanted).length;
      const told = (wanted: string): number =>
        changes.reduce(
          (sum, { op, before, after }) =>
            op === 'moved' ? sum : sum + (after === wanted ? 1 : 0) - (before === wanted ? 1 : 0),
          0,
        );
      for (const { text: one } of [...a, ...b]) expect(told(one)).toBe(count(b, one) - count(a, one));
    });
    expect(ran).toBe(RUNS);
  });

  it('end in a verdict with a reason, and none for a page that stayed', () => {
    const ran = checkForAll(fc.tuple(blocks, blocks), ([a, b]) => {
      const page = (own: typeof a) => ({
        blocks: own,
        textHash: JSON.stringify(own),
        fields: [],
        pageType: 'other',
      });
      const baseline = { ...page(a), volatile: learnVolatile(a, b) };
      expect(detectChange({ baseline, current: page(b), rules: {} }).reason).not.toBe('');
      expect(detectChange({ baseline, current: page(a), rules: {} }).verdict).toBe('unchanged');
    });
    expect(ran).toBe(RUNS);
  });
});

const TREE = parseHtml(
  '<main id=m><ul class="a b"><li>1<li><a href="/x" title="t">two</a></ul><p lang=en>Three <b>3</b></p></main>',
);
/** What the parsers throw about a selector is an error about it, not one of the machine. */
function meansSelector(error: unknown): void {
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(RangeError);
  expect(error).not.toBeInstanceOf(TypeError);
}
function attempt(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    meansSelector(error);
  }
}

describe('selectors', () => {
  it('of CSS are compiled or refused with their fault', () => {
    const css = strung(
      [
        'li',
        '*',
        '.a',
        '#m',
        '[href]',
        '[title^=',
        '"t"',
        ']',
        ':not(',
        ':has(',
        ':nth-child(',
        '2n+1',
        ')',
        '>',
        '+',
        '~',
        ' ',
        ',',
        '::',
        ':is(',
        '\\',
        '|',
        '$=',
      ],
      12,
    );
    const ran = checkForAll(css, (selector) => {
      const result = compileFields([{ name: 'f', locators: [{ kind: 'css', selector }] }]);
      if (!result.ok) expect(result.faults[0]?.message).not.toBe('');
      if (!/^\s*[/(]|^\s*xpath/.test(selector)) attempt(() => findNodes(TREE.root, selector, 'html'));
    });
    expect(ran).toBe(RUNS);
  });

  it('of XPath select or are refused', () => {
    const xpath = strung(
      [
        '/',
        '//',
        'li',
        '*',
        '@href',
        '@*',
        '.',
        '..',
        '[',
        ']',
        '(',
        ')',
        'text()',
        'position()',
        'last()',
        'contains(',
        'count(',
        ',',
        '"a"',
        "'",
        '1',
        '=',
        '!=',
        '<',
        '+',
        '-',
        'div',
        'mod',
        'and',
        'or',
        '|',
        '::',
        'ancestor::',
        'following::',
        '$v',
      ],
      14,
    );
    const ran = checkForAll(xpath, (selector) => attempt(() => selectXPath(selector, TREE.root)));
    expect(ran).toBe(RUNS);
  });

  it('of JSONPath select or are refused', () => {
    const path = strung(
      [
        '$',
        '.',
        '..',
        'a',
        '*',
        '[',
        ']',
        '0',
        '-1',
        ':',
        ',',
        '"a"',
        "'b'",
        '?(',
        '@',
        '==',
        '>',
        '&&',
        ')',
        '1',
      ],
      12,
    );
    const ran = checkForAll(fc.tuple(path, fc.jsonValue({ maxDepth: 3 })), ([selector, value]) =>
      attempt(() => selectJson(selector, value as Parameters<typeof selectJson>[1])),
    );
    expect(ran).toBe(RUNS);
  });
});

describe('user patterns', () => {
  const pattern = strung(
    [
      '/',
      '(',
      ')',
      '(a+)+',
      '[',
      ']',
      '^',
      '$',
      '.',
      '*',
      '+?',
      '{2,9}',
      '\\d',
      '\\1',
      '(?=',
      '(?<n>',
      '|',
      'a',
      'é',
      '/i',
      '/ms',
    ],
    10,
  );
  it('are patterns of re2 or plain texts, never an exception', () => {
    const ran = checkForAll(fc.tuple(pattern, fc.string({ maxLength: 80 })), ([rule, body]) => {
      expect(typeof textTest(rule)(body)).toBe('boolean');
      const lines = body.split('\n');
      for (const line of matchingLines(lines, [rule])) expect(line).toBeLessThan(lines.length);
    });
    expect(ran).toBe(RUNS);
  });

  it('a filter step of any kind is run or refused', () => {
    const step = fc.oneof(
      pattern,
      fc.dictionary(
        fc.constantFrom('keep_lines_containing', 're.sub', 'sort', 'reverse', 'strip', 'css', 'xpath'),
        fc.jsonValue({ maxDepth: 1 }),
        { maxKeys: 2 },
      ),
    );
    const ran = checkForAll(fc.tuple(fc.array(step, { maxLength: 3 }), fc.string()), ([steps, body]) => {
      attempt(() => runFilters(body, steps as Parameters<typeof runFilters>[1]));
    });
    expect(ran).toBe(RUNS);
  });
});
