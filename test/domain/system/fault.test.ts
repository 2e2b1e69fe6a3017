// How many faults of one request are told: a list of a hundred thousand wrong texts is told by its first ones.
import { expect, test } from 'vitest';
import { type Fault, firstFaults } from '../../../domain/system/fault.ts';

const faultAt = (pointer: string): Fault => ({ pointer, code: 'invalid-url', detail: 'is not a URL.' });
const inList = (list: string, count: number): Fault[] =>
  Array.from({ length: count }, (_, index) => faultAt(`${list}/${index}`));

test.each([0, 1, 20])('%i faults of one list are all told', (count) => {
  expect(firstFaults(inList('/urls', count))).toEqual(inList('/urls', count));
});

test('of more faults of one list the first 20 are told, and at the list how many there are', () => {
  const told = firstFaults(inList('/config/source/urls', 100_000));
  expect(told).toEqual([
    ...inList('/config/source/urls', 20),
    {
      pointer: '/config/source/urls',
      code: 'more-faults',
      detail: 'has 100000 faults. The first 20 are told; correct them, then send it again.',
    },
  ]);
});

test('what is deeper in the entries of a list counts as its faults', () => {
  const deep = Array.from({ length: 30 }, (_, n) => faultAt(`/fields/${n}/locators/0/selector`));
  expect(firstFaults(deep)).toHaveLength(21);
  expect(firstFaults(deep).at(-1)?.pointer).toBe('/fields');
});

test('a long list hides nothing that is wrong elsewhere', () => {
  const faults = [...inList('/urls', 50), faultAt('/name'), faultAt('/7'), ...inList('/tags', 2)];
  expect(firstFaults(faults).map(({ pointer }) => pointer)).toEqual([
    ...inList('/urls', 20).map(({ pointer }) => pointer),
    '/name',
    '/7',
    '/tags/0',
    '/tags/1',
    '/urls',
  ]);
});

test('the text of a detail is cut when it repeats a long text', () => {
  const [fault] = firstFaults([{ pointer: '/urls/0', code: 'x', detail: `${'a'.repeat(9_000)} is no URL.` }]);
  expect(fault?.detail.length).toBeLessThanOrEqual(500);
  expect(fault?.detail).toMatch(/^a+…a* is no URL\.$/);
});
