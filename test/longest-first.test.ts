// The files that begin first are there: a name that is wrong would change nothing but the time.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LONGEST } from './support/longest-first.ts';

test('every file that begins first is there', () => {
  const missing = LONGEST.filter((name) => !existsSync(join(import.meta.dirname, `${name}.test.ts`)));
  expect(missing).toEqual([]);
  expect(new Set(LONGEST).size).toBe(LONGEST.length);
});
