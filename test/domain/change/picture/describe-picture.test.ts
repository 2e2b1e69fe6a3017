import { expect, it } from 'vitest';
import type { PictureComparison } from '../../../../domain/change/picture/compare-pictures.ts';
import { describePicture } from '../../../../domain/change/picture/describe-picture.ts';

const NOTHING: PictureComparison = { same: true, share: 0, added: [], removed: [], regions: [] };
const PRICE = { x: 40, y: 610, width: 210, height: 48, share: 0.0128, where: 'both', yBefore: 610 } as const;
const BADGE = { x: 900, y: 40, width: 20, height: 20, share: 0.0002, where: 'after' } as const;
const BANNER = { x: 0, y: 0, width: 1_280, height: 37, share: 0.01, where: 'after' } as const;
const TOP = { y: 0, rows: 37, at: 'top' } as const;

it.each([
  [{}, 'The picture is the same'],
  [
    { regions: [PRICE, BADGE], share: 0.013 },
    '2 regions changed, 1.3 % of the picture: 210 × 48 px at 40, 610; new: 20 × 20 px at 900, 40',
  ],
  [
    { regions: [BADGE], share: 0.0002 },
    '1 region changed, less than 0.1 % of the picture: new: 20 × 20 px at 900, 40',
  ],
  [{ regions: [BANNER], share: 0.01, added: [TOP] }, '37 rows added at the top'],
  [
    {
      regions: [{ ...BANNER, where: 'before', y: 80 }],
      share: 0.01,
      removed: [{ y: 80, rows: 37, at: 'middle' }],
    },
    '37 rows removed at 80',
  ],
  [
    { regions: [PRICE, BANNER], share: 0.02, added: [TOP] },
    '1 region changed, 2 % of the picture: 210 × 48 px at 40, 610; 37 rows added at the top',
  ],
  [
    { regions: Array.from({ length: 5 }, () => PRICE), share: 0.06 },
    '5 regions changed, 6 % of the picture: 210 × 48 px at 40, 610; 210 × 48 px at 40, 610; 210 × 48 px at 40, 610; 2 more',
  ],
] satisfies readonly [Partial<PictureComparison>, string][])('%o is told as "%s"', (members, told) => {
  expect(describePicture({ ...NOTHING, ...members })).toBe(told);
});
