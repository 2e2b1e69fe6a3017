// Dates in addresses: which day, in which form, and what is none.
import { describe, expect, test } from 'vitest';
import { datedPattern, datedUrl, datePlacesInDoubt, hasDate } from '../../../../domain/web/url/dated-url.ts';

const AT = new Date('2026-03-31T22:30:00Z');

describe('a place', () => {
  test.each([
    ['{today}', 'UTC', '2026-03-31'],
    ['{today}', 'Europe/Zurich', '2026-04-01'],
    ['{today}', 'America/Los_Angeles', '2026-03-31'],
    ['{today-7d}', 'UTC', '2026-03-24'],
    ['{today+1d}', 'UTC', '2026-04-01'],
    ['{today-2w:dd.MM.yyyy}', 'UTC', '17.03.2026'],
    ['{today-1m}', 'UTC', '2026-02-28'],
    ['{today+11m:yyyy/M}', 'UTC', '2027/2'],
    ['{today-2y:d.M.yy}', 'UTC', '31.3.24'],
    ['{today:yyyyMMdd}', 'UTC', '20260331'],
    ['{today}/{today-1d:dd}', 'UTC', '2026-03-31/30'],
  ])('%s in %s is %s', (place, zone, expected) => {
    expect(datedUrl(`https://a.test/x?d=${place}&y=1`, AT, zone)).toBe(`https://a.test/x?d=${expected}&y=1`);
    expect(datePlacesInDoubt(`https://a.test/${place}`)).toEqual([]);
  });

  test.each(['{today-x}', '{today:hello}', '{today-7}', '{todays}', '{today-99999d}', '{today:}'])(
    '%s is no date and stays as it is',
    (place) => {
      const url = `https://a.test/${place}`;
      expect([hasDate(url), datePlacesInDoubt(url), datedUrl(url, AT, 'UTC')]).toEqual([true, [place], url]);
    },
  );

  test('that names no day is none of ours', () => {
    expect(hasDate('https://a.test/{id}?{now}')).toBe(false);
  });
});

test('the address of any day is known as the page', () => {
  const pattern = datedPattern('https://a.test/(x)?d={today:dd.MM.yyyy}&e={today}');
  expect(pattern.test('https://a.test/(x)?d=01.02.2026&e=2026-02-01')).toBe(true);
  expect(pattern.test('https://a.test/(x)?d=01.02.2026&f=2026-02-01')).toBe(false);
  expect(pattern.test('https://a.test/(x)?d=soon&e=2026-02-01')).toBe(false);
});
