// Which members of a configuration a change touched.
import { expect, test } from 'vitest';
import { changedMembers } from '../../../../domain/config/version/job-version.ts';
import { jobVersionId } from '../../../../domain/config/version/job-version-id.ts';

test.each([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1 }, { a: 2 }, ['a']],
  [{ a: { b: 1, c: [1] } }, { a: { b: 1, c: [2] } }, ['a.c']],
  [{ a: { b: 1 } }, {}, ['a']],
  [{}, { a: { b: 1 } }, ['a']],
  [{ a: { b: 1 } }, { a: { b: 1, d: null } }, ['a.d']],
])('from %j to %j: %j', (before, after, changed) => {
  expect(changedMembers({ name: 'x', config: before }, { name: 'x', config: after })).toEqual(changed);
});

test('the name counts as a member', () => {
  expect(changedMembers({ name: 'x', config: {} }, { name: 'y', config: {} })).toEqual(['name']);
});

test('ids of versions are in the order of their numbers', () => {
  expect(jobVersionId('job', 9) < jobVersionId('job', 10)).toBe(true);
});
