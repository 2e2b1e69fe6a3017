import { expect, test } from 'vitest';
import { changedMembers } from '../../../../domain/system/audit/changed-members.ts';

test('a change names the members that differ, each with its values', () => {
  const before = {
    name: 'a',
    config: { schedule: { everyMs: 60_000, kind: 'interval' }, tags: ['x'], old: 1 },
  };
  const after = {
    name: 'a',
    config: { schedule: { everyMs: 90_000, kind: 'interval' }, tags: ['x', 'y'], new: null },
  };
  expect(changedMembers(before, after)).toEqual([
    { member: 'config.schedule.everyMs', before: '60000', after: '90000' },
    { member: 'config.tags', before: '["x"]', after: '["x","y"]' },
    { member: 'config.old', before: '1', after: null },
    { member: 'config.new', before: null, after: 'null' },
  ]);
});

test('long values are cut and many changes are thirty', () => {
  const [long] = changedMembers({ a: '' }, { a: 'x'.repeat(500) });
  expect(long?.after).toHaveLength(201);
  const many = Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`m${n}`, n]));
  expect(changedMembers({}, many)).toHaveLength(30);
});

test('the same document in another order has no changes', () => {
  expect(changedMembers({ a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 })).toEqual([]);
});
