// Known noise is silent; prices, stock and plain numbers never are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noiseAlone, noiseBetween, noiseOf } from '../../../../domain/change/noise/noise.ts';
import { inTime } from '../../../support/in-time.ts';

describe('noiseBetween', () => {
  it.each([
    ['Posted 3 hours ago', 'Posted 4 hours ago', 'relative-time'],
    ['vor 2 Stunden', 'vor 3 Stunden', 'relative-time'],
    ['il y a 5 minutes', 'il y a 1 heure', 'relative-time'],
    ['hace 3 días', 'hace 4 días', 'relative-time'],
    ['Just now', '2 minutes ago', 'relative-time'],
    ['Last updated: 24 Nov 2026 10:00', 'Last updated: 25 Nov 2026 11:30', 'updated-date'],
    ['Stand: 24.11.2026', 'Stand: 25.11.2026', 'updated-date'],
    ['Page rendered at 2026-11-24T10:00:00Z', 'Page rendered at 2026-11-25T10:00:01Z', 'updated-date'],
    ['Tuesday, 24 November 2026, 14:02', 'Wednesday, 25 November 2026, 14:03', 'clock'],
    ['The time is 14:02:11', 'The time is 14:02:12', 'clock'],
    ['1,204 views', '1,377 views', 'counter'],
    ['Visitors today: 42', 'Visitors today: 43', 'counter'],
    ['12.4K followers', '12.5K followers', 'counter'],
    ['17 people are viewing this', '9 people are viewing this', 'counter'],
    ['Offer ends in 02:13:44', 'Offer ends in 02:13:43', 'countdown'],
    ['Session id: a8f3k2', 'Session id: b7c1z9', 'token'],
    ['x 550e8400-e29b-41d4-a716-446655440000', 'x 650e8400-e29b-41d4-a716-446655440001', 'token'],
    ['See /app.js?v=1823 here', 'See /app.js?v=1824 here', 'cache-buster'],
    ['© 2025 Shop', '© 2026 Shop', 'copyright-year'],
    ['Page generated in 0.123 seconds', 'Page generated in 0.310 seconds', 'timing'],
    [
      'Page generated on 2026-11-28 10:11:12 in 0.123 s',
      'Page generated on 2026-11-29 11:12:13 in 0.207 s',
      'timing',
    ],
    ['Page generated on Nov 28, 2026 in 0.123 s', 'Page generated on Nov 29, 2026 in 0.13 s', 'timing'],
    [
      'Seite erstellt am 28.11.2026 in 0,123 Sekunden',
      'Seite erstellt am 29.11.2026 in 0,2 Sekunden',
      'timing',
    ],
    ['Generated in 0.3 s on 2026-11-28', 'Generated in 0.2 s on 2026-11-29', 'timing'],
    [
      '© 2025 Shop | 1,204 visitors | updated 28 Nov 2026',
      '© 2026 Shop | 1,310 visitors | updated 29 Nov 2026',
      'updated-date',
    ],
    ['Fish &amp; chips', 'Fish  & chips', 'whitespace'],
    ['Cafe\u0301', 'Café', 'whitespace'],
  ])('calls %j → %j %s', (before, after, rule) => {
    expect(noiseBetween(before, after)).toBe(rule);
  });

  it.each([
    ['$129.00', '$192.00'],
    ['12,99 €', '9,99 €'],
    ['21 left', '12 left'],
    ['Only 3 left in stock', 'Only 2 left in stock'],
    ['In stock', 'Out of stock'],
    ['129 seats', '192 seats'],
    ['Opens at 10:00', 'Opens at 09:00'],
    ['Release date: 12 March 2027', 'Release date: 21 March 2027'],
    ['Chapter 4', 'Chapter 5'],
    ['SHA256 0123456789abcdef0123', 'SHA256 fedcba98765432100123'],
    ['$5 per 100 views', '$6 per 100 views'],
    ['Price 10 EUR, updated 1 hour ago', 'Price 11 EUR, updated 2 hours ago'],
    ['Version 1.2.3', 'Version 1.2.4'],
    ['The limit is 40 km/h', 'The limit is 50 km/h'],
    ['10:00', '10:15'],
    ['Population 12,400', 'Population 12,500'],
    ['Created on 3 May 2026 in 5 rooms', 'Created on 4 May 2026 in 9 rooms'],
    ['Rendered on 28 May from 12 items in 0.1 s', 'Rendered on 29 May from 13 items in 0.2 s'],
    ['Price 10 EUR, page generated in 0.1 s', 'Price 11 EUR, page generated in 0.2 s'],
  ])('tells %j → %j', (before, after) => {
    expect(noiseBetween(before, after)).toBeNull();
  });
});

describe('noiseAlone', () => {
  it.each([
    ['We use cookies to improve your experience.', 'consent'],
    ['Accept all', 'consent'],
    ['Advertisement', 'ad-label'],
    ['3 hours ago', 'relative-time'],
    ['1,204 views', 'counter'],
  ])('calls %j %s', (text, rule) => {
    expect(noiseAlone(text)).toBe(rule);
  });

  it.each(['New: baked cookies with chocolate', '12,99 €', 'Sold out', 'We open a second shop', '42'])(
    'tells %j',
    (text) => {
      expect(noiseAlone(text)).toBeNull();
    },
  );
});

describe('bounds', () => {
  const part = fc.constantFrom(
    '1',
    '11:11',
    '1 ',
    '1,',
    'mon',
    't',
    ' ',
    'ago',
    'views',
    'ends in ',
    'a1',
    '€',
    '€ 1',
    'updated ',
    ':',
    '2026',
    '/?v=',
    '-',
    'h ',
    '© ',
  );

  it('answers soon whatever the texts are made of', () => {
    fc.assert(
      fc.property(
        part,
        part,
        fc.integer({ min: 1, max: 60 }),
        fc.array(part, { maxLength: 20 }),
        (a, b, n, rest) => {
          const text = `11:11 ${(a + b).repeat(n)}${rest.join('')}`;
          inTime(250, () => {
            noiseBetween(text, `${text}1x`);
            noiseAlone(`${text}!x`);
            noiseBetween(`1${text}`, `2${text}`);
          });
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('advertisements that say so', () => {
  it('are noise whatever they advertise', () => {
    const before = 'Advertisement: Rain barrels from $89. This week only!';
    const after = 'Anzeige – Honig vom Dach, 8,50 €';
    expect(noiseOf({ op: 'replaced', path: 'p', before, after })).toBe('advertisement');
    expect(noiseOf({ op: 'added', path: 'p', after })).toBe('advertisement');
  });

  it('are no excuse for a block that is none', () => {
    const before = 'Advertisement: Rain barrels from $89.';
    expect(noiseOf({ op: 'replaced', path: 'p', before, after: 'Rain barrels: $79' })).toBeNull();
    expect(
      noiseOf({
        op: 'replaced',
        path: 'p',
        before: 'Address: Main Street 1',
        after: 'Address: Main Street 2',
      }),
    ).toBeNull();
  });
});
