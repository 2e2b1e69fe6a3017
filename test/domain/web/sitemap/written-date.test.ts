// Dates in forms that feeds are found to write, whatever their specifications say.
import { expect, test } from 'vitest';
import { parseLastModified } from '../../../../domain/web/sitemap/entry.ts';

const AT = '2004-01-04T16:29:06.000Z';
const DAY = '2004-01-04T00:00:00.000Z';

test.each([
  ['2004-01-04T16:29:06Z', AT],
  ['2004-01-04 16:29:06', AT],
  ['2004-01-04T17:29:06+01:00', AT],
  ['2004-01-04T17:29:06+0100', AT],
  ['20040104T162906Z', AT],
  ['20040104162906', AT],
  ['20040104', DAY],
  ['2004/01/04 16:29:06', AT],
  ['2004.01.04', DAY],
  ['Sun, 2004/01/04 16:29:06 GMT', AT],
  ['Sun, 04 Jan 2004 16:29:06 GMT', AT],
  ['Sun, 4 Jan 2004 16:29:06 UT', AT],
  ['04 Jan 2004 16:29:06 +0000', AT],
  ['Sunday, 04 January 2004 16:29:06 GMT', AT],
  ['Sun, 04 Jan 04 16:29:06 GMT', AT],
  ['Sun, 04 Jan 2004 11:29:06 EST', AT],
  ['Sun, 04 Jan 2004 17:29:06 CET', AT],
  ['Sun, 04 Jan 2004 21:59:06 IST', AT],
  ['Mon, 05 Jan 2004 01:29:06 JST', AT],
  ['Sun Jan  4 16:29:06 2004', AT],
  ['Sun Jan  4 08:29:06 PST 2004', AT],
  ['Sun Jan 04 17:29:06 CET 2004', AT],
  ['Sun Jan 04 2004 16:29:06 GMT', AT],
  ['January 4, 2004', DAY],
  ['Jan 4, 2004 16:29:06', AT],
  ['Sun, Jan 4 2004 16:29:06 +0000', AT],
])('"%s" is a date', (text, iso) => {
  const at = parseLastModified(text);
  expect(at === null ? null : new Date(at).toISOString()).toBe(iso);
});

test.each([
  '',
  'yesterday',
  'Version 4',
  'May 2',
  '2004-13-04',
  '20041304',
  'Foo 4, 2004',
  '12345678901234567890',
  'Sun',
])('"%s" is none', (text) => {
  expect(parseLastModified(text)).toBeNull();
});
