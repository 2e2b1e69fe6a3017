import { expect, test } from 'vitest';
import { SCOPES, allows } from '../../../../domain/system/access/scope.ts';

test('each scope holds those before it and none after it', () => {
  const table = SCOPES.map((scope) => SCOPES.map((needed) => allows(scope, needed)));
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});
