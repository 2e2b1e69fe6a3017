// Fields counted over pages.
import { expect, test } from 'vitest';
import { countFieldHits } from '../../../domain/page/field-hits.ts';
import type { FieldValue } from '../../../domain/reading/page/parsed-page.ts';

function value(name: string, found: string | null, more: Partial<FieldValue> = {}): FieldValue {
  return { name, value: found, raw: found ?? '', source: 'selector', locator: '.x', confidence: 1, ...more };
}

test('a field has the pages with a value, without one, required and healed, and a few different values', () => {
  const hits = countFieldHits(
    ['title', 'price', 'colour'],
    [
      [value('price', '9'), value('title', 'Tent')],
      [value('price', '9', { healed: true, source: 'json-ld' }), value('title', 'Lamp')],
      [value('price', null, { missing: true }), value('old', null)],
    ],
  );
  expect(hits.map(({ name }) => name)).toEqual(['title', 'price', 'colour', 'old']);
  expect(hits[1]).toEqual({
    name: 'price',
    pages: 3,
    found: 2,
    absent: 1,
    missing: 1,
    healed: 1,
    sources: { selector: 1, 'json-ld': 1 },
    samples: ['9'],
  });
  expect(hits[2]).toMatchObject({ pages: 0, found: 0, absent: 0, samples: [] });
});

test('no more than five different values are shown', () => {
  const pages = Array.from({ length: 9 }, (_, n) => [value('price', String(n))]);
  expect(countFieldHits([], pages)[0]?.samples).toEqual(['0', '1', '2', '3', '4']);
});
