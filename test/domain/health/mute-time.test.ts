import { expect, it } from 'vitest';
import { latestLoss } from '../../../domain/health/mute-time.ts';

const loss = (from: number, to: number) => ({ from: new Date(from), to: new Date(to) });

it.each([
  ['none', undefined, null, undefined],
  ['the first one', undefined, loss(1, 5), loss(1, 5)],
  ['the one that is known, after a look without', loss(1, 5), null, loss(1, 5)],
  ['a later one', loss(1, 5), loss(7, 9), loss(7, 9)],
  ['the same one as another monitor noticed it', loss(1, 5), loss(2, 6), loss(1, 5)],
] as const)('the latest loss of the store is %s', (_what, known, noticed, latest) => {
  expect(latestLoss(known, noticed)).toEqual(latest);
});
