import { expect, test } from 'vitest';
import { defaultUserAgent } from '../../../../domain/web/fetch/user-agent.ts';

test('the User-Agent names a contact only where the operator gave one', () => {
  expect(defaultUserAgent()).toBe('Webloom/0.1');
  expect(defaultUserAgent('https://shop.example/bot')).toBe('Webloom/0.1 (+https://shop.example/bot)');
});
