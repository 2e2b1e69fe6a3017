import { expect, test, vi } from 'vitest';
import { freshKey } from '../../../dashboard/api/fresh-key.ts';

test('a key is made where the page came over plain HTTP, without crypto.randomUUID', () => {
  const { crypto } = globalThis;
  vi.stubGlobal('crypto', {
    getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
  });
  try {
    expect(freshKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(freshKey()).not.toBe(freshKey());
  } finally {
    vi.unstubAllGlobals();
  }
});
