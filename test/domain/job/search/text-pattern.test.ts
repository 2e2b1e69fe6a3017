import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patternSource, toPattern } from '../../../../domain/job/search/text-pattern.ts';
import { fitsPattern } from '../../../support/memory/list/fits-pattern.ts';

test.each([
  ['kettle', 'a kettle of steel', true, false],
  ['kettle', 'kettle', true, true],
  ['ket*', 'kettle', true, true],
  ['*tle', 'kettle', true, true],
  ['*tle', 'kettles', false, false],
  ['k*t*e', 'kettle', true, true],
  ['a*a', 'a', false, false],
  ['*a*b*', 'b a', false, false],
  ['a.c', 'abc', false, false],
  ['(x', 'see (x)', true, false],
])('%s in "%s": anywhere %s, whole %s', (written, value, anywhere, whole) => {
  expect(fitsPattern(value, toPattern(written, { whole: false }))).toBe(anywhere);
  expect(fitsPattern(value, toPattern(written, { whole: true }))).toBe(whole);
});

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.', '(', '\\', '\n'), maxLength: 8 });

test('the regular expression says the same as the plain test', () => {
  fc.assert(
    fc.property(letters, letters, fc.boolean(), (written, value, whole) => {
      fc.pre(written.replaceAll('*', '') !== '');
      const pattern = toPattern(written, { whole });
      expect(new RegExp(patternSource(pattern)).test(value)).toBe(fitsPattern(value, pattern));
    }),
    { numRuns: 2_000 },
  );
});

test('a hostile pattern reads a long text once', () => {
  const pattern = toPattern('*a*a*a*a*b', { whole: true });
  const expression = new RegExp(patternSource(pattern));
  const steps = (length: number): number => {
    const begun = process.cpuUsage();
    for (let turn = 0; turn < 200; turn += 1) expression.test('a'.repeat(length));
    return process.cpuUsage(begun).user;
  };
  steps(300);
  // Ten times the text takes about ten times the work; with backtracking it would be a hundred thousand times.
  expect(steps(3_000)).toBeLessThan(Math.max(steps(300), 500) * 200);
});
