// Dates that changedetection.io fills into addresses, as a job writes them.
import { expect, test } from 'vitest';
import { withDates } from '../../../../domain/upkeep/import/translate/jinja-date.ts';

const AT = 'https://a.test/?d=';

test.each<[string, string | null, string[]]>([
  ["{% now 'UTC', '%Y-%m-%d' %}", '{today:yyyy-MM-dd}', []],
  ["{%now 'Europe/Berlin', '%d.%m.%y'%}", '{today:dd.MM.yy}', ['Europe/Berlin']],
  ["{% now 'utc' - 'days=7', '%Y%m%d' %}", '{today-7d:yyyyMMdd}', []],
  ["{% now 'utc' + 'weeks=2' %}", '{today+2w:yyyy-MM-dd}', []],
  ["{% now 'utc', '%H:%M' %}", null, []],
  ["{% now 'utc' + 'hours=2', '%Y' %}", null, []],
  ['{{ "a" | upper }}', null, []],
  ['plain', 'plain', []],
])('%s', (written, expected, zones) => {
  const read = withDates(AT + written);
  expect(read).toEqual(expected === null ? null : { url: AT + expected, zones });
});
