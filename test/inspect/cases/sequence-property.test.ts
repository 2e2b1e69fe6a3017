// What is told of two plain texts follows from their lines alone, whatever the diff between them looks like.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { told } from '../../support/told.ts';

const LINE = fc.constantFrom('a', 'b', 'c', 'd a', 'e', 'ignored one', 'ignored two', 'gold');
const TEXT = fc.array(LINE, { minLength: 1, maxLength: 7 });

type Lines = readonly string[];

function isTold(options: CaseOptions, before: Lines, after: Lines): boolean {
  const bodies = [before, after].map((lines) => `${lines.join('\n')}\n`);
  return told(options, bodies, 'text/plain') === 'c';
}

/** Lines that stand more often in the second text. */
function gained(before: Lines, after: Lines): Lines {
  const count = (lines: Lines, line: string): number => lines.filter((one) => one === line).length;
  return after.filter((line) => count(after, line) > count(before, line));
}

function differ(before: Lines, after: Lines): boolean {
  return before.join('\n') !== after.join('\n');
}

const unignored = (lines: Lines): Lines => lines.filter((line) => !line.startsWith('ignored'));
const withA = (lines: Lines): Lines => lines.filter((line) => line.includes('a'));
const inOrder = (lines: Lines): Lines => [...lines].sort();
const trigger_text = ['gold'];

describe('the lines of two texts', () => {
  it.each<[title: string, options: CaseOptions, expected: (before: Lines, after: Lines) => boolean]>([
    ['no option', {}, differ],
    ['removed lines', { only: 'removed' }, (a, b) => gained(b, a).length > 0],
    ['added lines that trigger', { only: 'added', trigger_text }, (a, b) => gained(a, b).includes('gold')],
    [
      'removed lines that trigger',
      { only: 'removed', trigger_text },
      (a, b) => gained(b, a).includes('gold'),
    ],
    ['ignored lines', { ignore_text: ['ignored'] }, (a, b) => differ(unignored(a), unignored(b))],
    ['lines never seen', { unique_lines_only: true }, (a, b) => b.some((line) => !a.includes(line))],
    ['sorted lines', { sort_lines: true }, (a, b) => differ(inOrder(a), inOrder(b))],
    ['a trigger', { trigger_text }, (a, b) => differ(a, b) && b.includes('gold')],
    ['a block', { block_while_present: ['gold'] }, (a, b) => differ(a, b) && !b.includes('gold')],
    ['kept lines', { keep_lines_containing: ['a'] }, (a, b) => differ(withA(a), withA(b))],
  ])('decide with %s', (_, options, expected) => {
    fc.assert(
      fc.property(TEXT, TEXT, (before, after) => {
        expect(isTold(options, before, after)).toBe(expected(before, after));
      }),
      { numRuns: 300 },
    );
  });
});
