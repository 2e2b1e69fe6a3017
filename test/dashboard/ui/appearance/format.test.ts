import { describe, expect, test } from 'vitest';
import type { Appearance } from '../../../../dashboard/ui/appearance/appearance.ts';
import { counted } from '../../../../domain/system/counted.ts';
import {
  formatAge,
  formatBytes,
  formatDuration,
  formatMoment,
  formatMoney,
  formatPercent,
  formatSoon,
  formatTimeOfDay,
} from '../../../../dashboard/ui/appearance/format.ts';

const NOW = Date.UTC(2026, 10, 26, 13, 5, 9);
const berlin: Appearance = { theme: 'system', density: 'comfortable', zone: 'Europe/Berlin', clock: '24' };

test.each([
  [0, '0 ms'],
  [340, '340 ms'],
  [4_230, '4.2 s'],
  [9_999, '10.0 s'],
  [42_400, '42 s'],
  [180_000, '3 min'],
  [185_000, '3 min 5 s'],
  [7_800_000, '2 h 10 min'],
  [273_600_000, '3 d 4 h'],
])('%i ms is written as %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test.each([
  [NOW - 2_000, 'just now'],
  [NOW - 30_000, '30 s ago'],
  [NOW + 30_000, 'in 30 s'],
  [NOW - 5 * 60_000, '5 min ago'],
  [NOW + 7_200_000, 'in 2 h'],
  [NOW - 3 * 86_400_000, '3 days ago'],
  [NOW - 90 * 86_400_000, '3 months ago'],
])('an age is said in one unit (%i: %s)', (at, words) => {
  expect(formatAge(at, NOW)).toBe(words);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_500, '1.5 KB'],
  [254_000_000, '254 MB'],
  [3_200_000_000_000, '3.2 TB'],
])('%i bytes are written as %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

describe('a moment', () => {
  test('names its zone, in summer and in winter', () => {
    expect(formatMoment(NOW, berlin)).toBe('26 Nov 2026, 14:05:09 CET');
    expect(formatMoment(Date.UTC(2026, 6, 1, 13), berlin)).toBe('1 Jul 2026, 15:00:00 CEST');
  });

  test('follows the clock the user chose', () => {
    expect(formatTimeOfDay(NOW, berlin)).toBe('14:05');
    expect(formatTimeOfDay(NOW, { ...berlin, clock: '12' })).toBe('02:05 pm');
  });
});

test.each([
  ['1149.95', '1,149.95 USD'],
  ['99', '99 USD'],
  ['0.5', '0.5 USD'],
  ['1234567.00', '1,234,567.00 USD'],
  ['-12.30', '-12.30 USD'],
])('the amount %s is grouped, its decimals stay as they are', (amount, words) => {
  expect(formatMoney({ amount, currency: 'USD' })).toBe(words);
});

test('a share has a sign, and one decimal while it is small', () => {
  expect([-11.54, -3.25, 0, 4, 250].map(formatPercent)).toEqual([
    '−12 %',
    '−3.3 %',
    '0.0 %',
    '+4.0 %',
    '+250 %',
  ]);
});

test('one thing is not counted in the plural', () => {
  expect([counted(1, 'page'), counted(2, 'page'), counted(1_169, 'entry', 'entries')]).toEqual([
    '1 page',
    '2 pages',
    '1,169 entries',
  ]);
});

test.each([
  [NOW + 3_600_000, '15:05'],
  [NOW + 86_400_000, 'tomorrow 14:05'],
  [NOW + 3 * 86_400_000, 'Sun 29 Nov 14:05'],
])('a time to come has its day where that is not today (%i: %s)', (at, words) => {
  expect(formatSoon(at, NOW, berlin)).toBe(words);
});
