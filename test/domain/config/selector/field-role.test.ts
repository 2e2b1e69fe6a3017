// What a field's name alone says about its value.
import { expect, it } from 'vitest';
import { roleOf } from '../../../../domain/config/selector/field-role.ts';

it.each([
  ['price', 'price'],
  ['current_price', 'price'],
  ['unit_price', null],
  ['sku', 'sku'],
  ['mpn', 'mpn'],
  ['manufacturer_number', 'mpn'],
  ['manufacturer', 'brand'],
  ['colour of the lid', null],
])('%s is %s', (name, role) => {
  expect(roleOf(name)).toBe(role);
});
