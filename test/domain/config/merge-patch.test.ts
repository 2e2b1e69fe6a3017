import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  joinPatches,
  mergeJobPatch,
  mergePatch,
  mergePatchBetween,
} from '../../../domain/config/merge-patch.ts';

test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: 'foo' }, null, null],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched with %j is %j (the cases of RFC 7396)', (target, patch, merged) => {
  expect(mergePatch(target, patch)).toEqual(merged);
});

test('a patch of whole values without null is what comes out', () => {
  const value = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.oneof(fc.integer(), fc.string()));
  fc.assert(
    fc.property(value, value, (target, patch) => {
      expect(mergePatch(target, patch)).toEqual({ ...target, ...patch });
    }),
  );
});

test.each([
  [
    { kind: 'pages', urls: ['http://a.test/'] },
    { kind: 'sitemap', sitemaps: ['http://a.test/sitemap.xml'] },
    { kind: 'sitemap', sitemaps: ['http://a.test/sitemap.xml'] },
  ],
  [
    { kind: 'site', start: ['http://a.test/'], maxDepth: 3 },
    { kind: 'site', start: ['http://b.test/'] },
    { kind: 'site', start: ['http://b.test/'], maxDepth: 3 },
  ],
])('a source %j patched with %j is %j', (source, patch, merged) => {
  const job = { name: 'Kettles', config: { source, tolerance: 0.5 } };
  expect(mergeJobPatch(job, { config: { source: patch } })).toEqual({
    name: 'Kettles',
    config: { source: merged, tolerance: 0.5 },
  });
});

test('what becomes of missed times outlives a change from one kind of schedule to the other', () => {
  const schedule = { kind: 'cron', cron: '0 8 * * *', timezone: 'Europe/Berlin', missed: { all: 3 } };
  const patch = { config: { schedule: { kind: 'interval', everyMs: 60_000 } } };
  expect(mergeJobPatch({ name: 'Kettles', config: { schedule } }, patch)).toEqual({
    name: 'Kettles',
    config: { schedule: { kind: 'interval', everyMs: 60_000, missed: { all: 3 } } },
  });
});

test.each([
  [{ a: 1 }, { a: 1 }, undefined],
  [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, undefined],
  [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, { a: { c: null } }],
  [{ list: [{ x: 1 }] }, { list: [{ x: 1 }, { x: 2 }] }, { list: [{ x: 1 }, { x: 2 }] }],
  [{ list: [{ x: 1, y: 2 }] }, { list: [{ y: 2, x: 1 }] }, undefined],
  [{}, { a: { b: 1 } }, { a: { b: 1 } }],
])('from %j to %j leads the patch %j', (before, after, patch) => {
  expect(mergePatchBetween(before, after)).toEqual(patch);
});

test('the patch between two jobs makes the one of the other', () => {
  const { job } = fc.letrec((tie) => ({
    job: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
    value: fc.oneof(
      { maxDepth: 3 },
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.array(fc.integer()),
      tie('job'),
    ),
  }));
  fc.assert(
    fc.property(job, job, (before, after) => {
      expect(mergePatch(before, mergePatchBetween(before, after) ?? {})).toEqual(after);
    }),
  );
});

test.each([
  [{ a: null }, { a: { b: 1 } }, { a: { b: 1 } }],
  [{ a: { b: 1 } }, { a: { c: null } }, { a: { b: 1, c: null } }],
  [{ a: { b: 1 } }, { a: null }, { a: null }],
])('%j joined with %j is %j', (one, other, joined) => {
  expect(joinPatches(one, other)).toEqual(joined);
});
