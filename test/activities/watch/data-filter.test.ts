// Filters that read the body as data, through the real stages.
import { describe, expect, it } from 'vitest';
import { watch } from '../../support/watch-course.ts';

type Filters = NonNullable<Parameters<typeof watch>[0]['filters']>;

const lines = (...texts: string[]) => `${texts.join('\n')}\n`;

describe('a filter that reads data', () => {
  const calendar = (place: string) =>
    lines(
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'SUMMARY:Regatta of the tin',
      '  works and all oth',
      ` er sheds at the ${place}`,
      'END:VEVENT',
      'END:VCALENDAR',
    );
  const long = (name: string) => JSON.stringify({ text: 'tin '.repeat(10_000), name });
  it.each<[string, string, Filters, string[], string]>([
    [
      'a folded calendar',
      'text/calendar',
      [{ kind: 'ical-to-text' }],
      [calendar('mole'), calendar('mole').replaceAll('\n', '\r\n'), calendar('pier')],
      '..x',
    ],
    [
      'JSON by its type',
      'application/json',
      [{ kind: 'json-to-text', path: '$.name' }],
      ['{"name":"oak","n":1}', '{"name":"oak","n":2}', '{"name":"ash"}'],
      '..x',
    ],
    [
      'JSON in one long line',
      'text/plain',
      [{ kind: 'json-to-text', path: '$.name' }],
      [long('oak'), long('oak').replace('tin', 'zinc'), long('ash')],
      '..x',
    ],
    [
      'XML by its type',
      'application/xml',
      [{ kind: 'xml-to-text' }, { kind: 'sort' }],
      ['<a><b>oak</b></a>', '<a> <b>oak</b></a>', '<a><b>ash</b></a>'],
      '..x',
    ],
    [
      'CSV with lines in its values',
      'text/csv',
      [{ kind: 'csv-to-text' }],
      ['id,name\n1,"oak\n\n  chair"\n', 'id,name\r\n1,"oak\n\n  chair"\r\n', 'id,name\n1,"oak\n\n  table"\n'],
      '..x',
    ],
    [
      'JSON in a web page',
      'text/html',
      [{ kind: 'json-to-text', path: '$.name' }],
      ['{"name":"oak","n":1}', '{"name":"oak","n":2}', '{"name":"ash"}'].map(
        (json) => `<html><body><pre>${json}</pre></body></html>`,
      ),
      '..x',
    ],
  ])('reads %s and tells its changes alone', async (...[, type, filters, looks, expected]) => {
    const { told, said } = await watch({ filters }, looks, type);
    expect(told, said).toBe(expected);
  });
});
