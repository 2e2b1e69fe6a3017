// Since when somebody wants to know, as assistants write it.
import { expect, test } from 'vitest';
import { parseSince, zoneOf } from '../../../api/mcp/since-text.ts';

const now = new Date('2026-03-30T00:30:00Z');

test.each([
  ['yesterday', 'UTC', '2026-03-29T00:00:00.000Z'],
  ['today', 'UTC', '2026-03-30T00:00:00.000Z'],
  // There the clocks were set forward on the 29th, at two.
  ['yesterday', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['today', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  // There it is still the 29th.
  ['today', 'America/New_York', '2026-03-29T04:00:00.000Z'],
  ['since yesterday', 'UTC', '2026-03-29T00:00:00.000Z'],
  ['24h', 'UTC', '2026-03-29T00:30:00.000Z'],
  ['last 2 days', 'UTC', '2026-03-28T00:30:00.000Z'],
  ['90 minutes ago', 'UTC', '2026-03-29T23:00:00.000Z'],
  ['1w', 'UTC', '2026-03-23T00:30:00.000Z'],
  ['2026-03-01', 'Europe/Berlin', '2026-02-28T23:00:00.000Z'],
  ['2026-03-01T08:00:00Z', 'Europe/Berlin', '2026-03-01T08:00:00.000Z'],
  ['2026-03-01T08:00:00+02:00', 'UTC', '2026-03-01T06:00:00.000Z'],
])('%s in %s', (text, zone, expected) => {
  expect(parseSince(text, { now, zone }).toISOString()).toBe(expected);
});

test.each(['soon', '', '2026-13-01', '2026-03-01T08:00:00', '0h', '3y'])('%j is no time', (text) => {
  expect(() => parseSince(text, { now, zone: 'UTC' })).toThrow(/is no (time|interval)\. Write/);
});

test('zones go by their names and by cities', () => {
  expect(zoneOf(undefined, 'UTC')).toBe('UTC');
  expect(zoneOf('Tokyo', 'UTC')).toBe('Asia/Tokyo');
  expect(() => zoneOf('Nowhere', 'UTC')).toThrow('is not known');
});
