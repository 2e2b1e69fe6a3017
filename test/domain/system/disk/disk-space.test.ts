import { expect, test } from 'vitest';
import {
  type DiskState,
  brokerLimitMb,
  describeDisk,
  diskRemedy,
  diskState,
  floorBytesOf,
  floorMbOf,
  limitedSpace,
} from '../../../../domain/system/disk/disk-space.ts';

const FLOOR = floorBytesOf(200);

const states: [number, number, DiskState][] = [
  [0, FLOOR, 'full'],
  [FLOOR - 1, FLOOR, 'full'],
  [FLOOR, FLOOR, 'low'],
  [5 * FLOOR - 1, FLOOR, 'low'],
  [5 * FLOOR, FLOOR, 'ok'],
  // A floor of nothing: never mind.
  [0, 0, 'ok'],
];

test.each(states)('%i bytes left over a floor of %i is %s', (free, floor, state) => {
  expect(diskState(free, floor)).toBe(state);
});

test.each([
  [undefined, 200],
  ['', 200],
  ['50', 50],
  [' 0 ', 0],
  ['much', 200],
])('a floor written as %s is %i MB', (text, mb) => {
  expect(floorMbOf(text)).toBe(mb);
});

test('the broker gives in later than Webloom itself, but never at nothing', () => {
  expect([0, 50, 200, 1_000].map(brokerLimitMb)).toEqual([20, 25, 100, 500]);
});

test('what is said names the place, what is left and what follows', () => {
  const space = { folder: '/d', totalBytes: 9e9, floorBytes: FLOOR };
  expect(describeDisk({ ...space, freeBytes: 3_000_000, state: 'full' })).toBe(
    'The disk is full: 2 MB left at /d. Nothing is fetched below 200 MB; runs wait and go on by themselves when there is room.',
  );
  expect(describeDisk({ ...space, freeBytes: FLOOR, state: 'low' })).toContain('200 MB left at /d');
  expect(describeDisk({ ...space, freeBytes: 9e9, state: 'ok' })).toBe('');
});

test.each<[number, DiskState]>([
  [0, 'ok'],
  [800, 'ok'],
  [801, 'low'],
  [900, 'low'],
  [901, 'full'],
  [1_200, 'full'],
])('of a data folder that may hold 1,000 MB, %i MB are %s', (usedMb, state) => {
  expect(limitedSpace('/data', floorBytesOf(usedMb), floorBytesOf(1_000)).state).toBe(state);
});

test('a full data folder says that its limit is met, and what to do', () => {
  const space = limitedSpace('/data', floorBytesOf(950), floorBytesOf(1_000));
  expect(describeDisk(space)).toBe(
    'The data folder is full: 950 of 1000 MB in /data. Nothing is fetched from 900 MB on; runs wait and go on by themselves when there is room.',
  );
  expect(diskRemedy(space)).toContain('WEBLOOM_DATA_LIMIT_MB');
});
