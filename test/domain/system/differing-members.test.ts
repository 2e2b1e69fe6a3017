import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differingMembers, isSameValue } from '../../../domain/system/differing-members.ts';

test.each([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 }, []],
  [{ a: { b: 1 } }, { a: { b: 2 } }, [{ member: 'a.b', before: 1, after: 2 }]],
  [{ a: [1] }, { a: [1, 2] }, [{ member: 'a', before: [1], after: [1, 2] }]],
  [{ a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }] }, []],
  [{ a: { b: 1 } }, {}, [{ member: 'a', before: { b: 1 }, after: undefined }]],
  [{}, { a: null }, [{ member: 'a', before: undefined, after: null }]],
  [{ a: undefined }, {}, []],
  [undefined, { a: 1 }, [{ member: '', before: undefined, after: { a: 1 } }]],
])('between %j and %j differ %j', (before, after, differences) => {
  expect(differingMembers(before, after)).toEqual(differences);
});

test('a document is the same as its copy, and different from nothing else than what JSON tells apart', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: true }), fc.jsonValue(), (one, other) => {
      const copy: unknown = JSON.parse(JSON.stringify(one));
      const [mine, theirs] = [JSON.stringify(one), JSON.stringify(other)];
      expect(isSameValue(JSON.parse(mine), copy)).toBe(true);
      if (isSameValue(JSON.parse(mine), JSON.parse(theirs))) expect(mine).toHaveLength(theirs.length);
      else expect(mine).not.toBe(theirs);
    }),
  );
});
