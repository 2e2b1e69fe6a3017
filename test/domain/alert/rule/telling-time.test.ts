import { expect, it } from 'vitest';
import { type TellingTimes, tellingTime } from '../../../../domain/alert/rule/telling-time.ts';

const NIGHT = { from: '22:00', to: '07:00' };
const BERLIN = 'Europe/Berlin';

it.each<[string, Partial<TellingTimes>, string, string]>([
  ['at once', {}, '2026-03-01T12:00:30Z', '2026-03-01T12:00:30Z'],
  ['at the end of the hour', { digest: 'hour' }, '2026-03-01T12:10:30Z', '2026-03-01T13:00:00Z'],
  ['at the full hour: an hour later', { digest: 'hour' }, '2026-03-01T12:00:00Z', '2026-03-01T13:00:00Z'],
  [
    'in the hour of a zone with a half hour',
    { digest: 'hour', zone: 'Asia/Kolkata' },
    '2026-03-01T12:10:00Z',
    '2026-03-01T12:30:00Z',
  ],
  ['in the morning', { digest: 'day' }, '2026-03-01T12:10:00Z', '2026-03-02T08:00:00Z'],
  ['this morning', { digest: 'day' }, '2026-03-01T05:10:00Z', '2026-03-01T08:00:00Z'],
  [
    'in the morning of a zone',
    { digest: 'day', zone: BERLIN },
    '2026-03-01T05:10:00Z',
    '2026-03-01T07:00:00Z',
  ],
  ['outside quiet hours: at once', { quietHours: NIGHT }, '2026-03-01T21:59:00Z', '2026-03-01T21:59:00Z'],
  ['before midnight: at their end', { quietHours: NIGHT }, '2026-03-01T22:00:10Z', '2026-03-02T07:00:00Z'],
  ['after midnight: at their end', { quietHours: NIGHT }, '2026-03-01T06:59:59Z', '2026-03-01T07:00:00Z'],
  ['at their end: at once', { quietHours: NIGHT }, '2026-03-01T07:00:00Z', '2026-03-01T07:00:00Z'],
  [
    'within a day',
    { quietHours: { from: '12:00', to: '14:00' } },
    '2026-03-01T13:00:00Z',
    '2026-03-01T14:00:00Z',
  ],
  ['in their zone', { quietHours: NIGHT, zone: BERLIN }, '2026-03-01T21:30:00Z', '2026-03-02T06:00:00Z'],
  [
    'over the night the clock goes forward',
    { quietHours: NIGHT, zone: BERLIN },
    '2026-03-28T22:00:00Z',
    '2026-03-29T05:00:00Z',
  ],
  [
    'over the night the clock goes back',
    { quietHours: NIGHT, zone: BERLIN },
    '2026-10-24T21:00:00Z',
    '2026-10-25T06:00:00Z',
  ],
  [
    'a digest within quiet hours: at their end',
    { digest: 'hour', quietHours: NIGHT },
    '2026-03-01T21:30:00Z',
    '2026-03-02T07:00:00Z',
  ],
])('tells what it found at its time: %s', (_, rule, now, at) => {
  const whole = { digest: 'none', zone: 'UTC', ...rule } as const;
  expect(tellingTime(whole, new Date(now))).toEqual(new Date(at));
});
