// The inspector's answer keeps the case's hints.
import { expect, it } from 'vitest';
import { inspectPrice } from '../../../domain/inspect/inspect-price.ts';

it('answers with amount, code, spelling and role', () => {
  expect(inspectPrice({ text: 'UVP 1.299,95', currency_hint: '€' })).toEqual({
    amount: '1299.95',
    currency_iso: 'EUR',
    currency_raw: '€',
    role: 'list',
  });
  expect(inspectPrice({ text: '140.000', decimal_separator: ',' }).amount).toBe('140000');
  expect(inspectPrice({ text: null }).amount).toBeNull();
});
