// Properties: updates against a naive model that copies and mutates; logged changes against the documents they stand for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange, changeBetween } from '../../embedded-store/catalog/document-change.ts';
import { compileUpdate } from '../../embedded-store/update/apply.ts';
import type { Doc } from '../../embedded-store/value/document.ts';

const scalar = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('a', 'b', null, true));
const list = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 });
const inner = fc.record({ p: fc.integer({ min: 0, max: 3 }), q: list }, { requiredKeys: [] });
const document = fc.record(
  { n: fc.integer({ min: -3, max: 3 }), s: scalar, l: list, d: inner, e: inner },
  { requiredKeys: [] },
);
const small = fc.integer({ min: -2, max: 3 });

/** Each kind of change as an update and as what a naive model does. Paths never meet. */
interface Step {
  readonly operator: string;
  readonly path: string;
  readonly operand: unknown;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    operator: fc.constant('$set'),
    path: fc.constantFrom('s', 'd.p', 'x.y.z', 'n'),
    operand: scalar,
  }),
  fc.record({
    operator: fc.constant('$unset'),
    path: fc.constantFrom('s', 'd.p', 'd', 'x.y', 'l'),
    operand: fc.constant(''),
  }),
  fc.record({
    operator: fc.constantFrom('$inc', '$mul', '$min', '$max'),
    path: fc.constantFrom('n', 'd.p', 'x.n'),
    operand: small,
  }),
  fc.record({
    operator: fc.constantFrom('$push', '$addToSet', '$pull'),
    path: fc.constantFrom('l', 'd.q', 'e.q', 'x.l'),
    operand: small,
  }),
  fc.record({
    operator: fc.constant('$pop'),
    path: fc.constantFrom('l', 'd.q', 'x.l'),
    operand: fc.constantFrom(1, -1),
  }),
  fc.record({
    operator: fc.constant('$rename'),
    path: fc.constantFrom('s', 'd.p'),
    operand: fc.constantFrom('r', 'e.r'),
  }),
);

/** Steps whose paths do not overlap, as an update document demands. */
const steps = fc.array(step, { minLength: 1, maxLength: 5 }).map((all) => {
  const taken: string[] = [];
  return all.filter(({ path, operand, operator }) => {
    const roots = [path, operator === '$rename' ? String(operand) : path].map(
      (text) => text.split('.')[0] ?? '',
    );
    if (roots.some((root) => taken.includes(root))) return false;
    taken.push(...roots);
    return true;
  });
});

function read(doc: Doc, path: string): unknown {
  return path.split('.').reduce<unknown>((node, part) => (node as Doc | undefined)?.[part], doc);
}

function write(doc: Doc, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let node = doc;
  for (const part of parts) node = (node[part] ??= {}) as Doc;
  if (value === undefined) delete node[last];
  else node[last] = value;
}

const NUMBERS: Record<string, (old: number, operand: number) => number> = {
  $inc: (old, operand) => old + operand,
  $mul: (old, operand) => old * operand || 0,
  $min: Math.min,
  $max: Math.max,
};

function naive(doc: Doc, { operator, path, operand }: Step): void {
  const old = read(doc, path);
  const numbers = NUMBERS[operator];
  if (operator === '$set') write(doc, path, operand);
  else if (operator === '$unset') {
    if (old !== undefined) write(doc, path, undefined);
  } else if (operator === '$rename') {
    if (old === undefined) return;
    write(doc, path, undefined);
    write(doc, String(operand), old);
  } else if (numbers !== undefined) {
    const absent = operator === '$mul' ? 0 : operand;
    write(doc, path, old === undefined ? absent : numbers(old as number, operand as number));
  } else naiveList(doc, { operator, path, operand }, old as number[] | undefined);
}

function naiveList(doc: Doc, { operator, path, operand }: Step, old: number[] | undefined): void {
  const value = operand as number;
  if (operator === '$push') write(doc, path, [...(old ?? []), value]);
  else if (operator === '$addToSet')
    write(doc, path, old?.includes(value) === true ? old : [...(old ?? []), value]);
  else if (old === undefined) return;
  else if (operator === '$pull')
    write(
      doc,
      path,
      old.filter((item) => item !== value),
    );
  else write(doc, path, value === 1 ? old.slice(0, -1) : old.slice(1));
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
}

function toUpdate(all: readonly Step[]): Doc {
  const update: Record<string, Doc> = {};
  for (const { operator, path, operand } of all) (update[operator] ??= {})[path] = operand;
  return update;
}

describe('updates', () => {
  test('do what a naive model does, share the rest, and never touch the stored document', () => {
    fc.assert(
      fc.property(document, steps, (fields, all) => {
        fc.pre(all.length > 0);
        const doc: Doc = { _id: 1, ...fields };
        const expected = structuredClone(doc);
        deepFreeze(doc);
        for (const one of all) naive(expected, one);
        const after = compileUpdate({}, toUpdate(all), undefined).update(doc);
        expect(after).toEqual(expected);
        expect(after === doc).toBe(JSON.stringify(sortKeys(doc)) === JSON.stringify(sortKeys(expected)));
      }),
      { numRuns: 2000 },
    );
  });

  test('are logged as changes that give the same document, fields in the same order', () => {
    const logged = (before: Doc, after: Doc): Doc => {
      const change = changeBetween(before, after);
      return change === undefined ? after : applyChange(before, change);
    };
    const property = fc.property(document, steps, (fields, all) => {
      fc.pre(all.length > 0);
      const before: Doc = { _id: 1, ...fields };
      const after = compileUpdate({}, toUpdate(all), undefined).update(before);
      return JSON.stringify(logged(before, after)) === JSON.stringify(after);
    });
    expect(fc.check(property, { numRuns: 1000 })).toMatchObject({ failed: false, counterexample: null });
  });
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inside]) => [key, sortKeys(inside)]),
  );
}
