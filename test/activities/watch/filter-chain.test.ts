// Filters together, and on texts they can not read, through the real stages.
import { describe, expect, it } from 'vitest';
import { watch } from '../../support/watch-course.ts';

type Filters = NonNullable<Parameters<typeof watch>[0]['filters']>;
type Row = [string, Filters, string[], string];

const lines = (...texts: string[]) => `${texts.join('\n')}\n`;
const KEEP: Filters[number] = { kind: 'keep-lines', containing: ['tin'] };

function looksOf([, filters, looks]: Row): ReturnType<typeof watch> {
  return watch({ filters }, looks, 'text/plain; charset=utf-8');
}

describe('filters together', () => {
  it.each<Row>([
    [
      'in their order',
      [{ kind: 'replace', pattern: 'zinc', with: 'tin' }, KEEP],
      [lines('zinc cup', 'oak'), lines('tin cup', 'ash'), lines('zinc can', 'ash')],
      '..x',
    ],
    [
      'in the other order',
      [KEEP, { kind: 'replace', pattern: 'tin', with: 'zinc' }],
      [lines('tin cup', 'zinc pot'), lines('tin cup', 'zinc pan'), lines('tin can', 'oak')],
      '..x',
    ],
    [
      'keep, strip, sort, unique',
      [KEEP, { kind: 'strip', characters: '- ' }, { kind: 'sort' }, { kind: 'unique' }],
      [
        lines('- tin can', 'oak', 'tin cup'),
        lines('tin cup', 'ash', '- tin cup', '-- tin can'),
        lines('tin cup', 'tin jug', 'tin can'),
      ],
      '..x',
    ],
    [
      'keep, then drop',
      [KEEP, { kind: 'drop-lines', containing: ['cup'] }],
      [lines('tin can', 'tin cup one'), lines('tin can', 'tin cup two'), lines('tin jug', 'tin cup two')],
      '..x',
    ],
    [
      'CSV, then keep',
      [{ kind: 'csv-to-text' }, KEEP],
      [
        lines('id,name', '1,tin', '2,oak'),
        lines('id,name', '1,tin', '2,ash'),
        lines('id,name', '3,tin', '2,ash'),
      ],
      '..x',
    ],
    [
      'JSON, then extract',
      [{ kind: 'json-to-text' }, { kind: 'extract', matching: ['/ship (\\w+)/'] }],
      ['{"a":"ship Nora","b":"oak"}', '{"a":"ship Nora","b":"ash"}', '{"a":"ship Ida"}'],
      '..x',
    ],
  ])('tell only what all of them leave: %s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });

  it('leave the place in the page: lines of a page are filtered too', async () => {
    const page = (a: string, b: string) =>
      `<!doctype html><html lang="en"><head><title>Quay</title></head><body><h1>The quay</h1><ul><li>tin ${a}</li><li>oak ${b}</li></ul><p>It was dug by hand in a single dry summer.</p></body></html>`;
    const { told, said } = await watch({ filters: [KEEP] }, [
      page('cup', 'chair'),
      page('cup', 'stool'),
      page('can', 'stool'),
    ]);
    expect(told, said).toBe('..x');
  });
});

describe('a filter that can not read what it is given', () => {
  it.each<Row>([
    [
      'JSON that is none',
      [{ kind: 'json-to-text' }],
      ['{"name":"oak"}', 'Service unavailable, please try again', '{"name":"ash"}'],
      '..x',
    ],
    [
      'XML that is none',
      [{ kind: 'xml-to-text' }],
      ['<a>oak</a>', 'Service unavailable, please try again', '<a>ash</a>'],
      '..x',
    ],
    [
      'a calendar that is none',
      [{ kind: 'ical-to-text' }],
      [
        lines('BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:oak', 'END:VEVENT', 'END:VCALENDAR'),
        'Service unavailable, please try again',
        lines('BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:ash', 'END:VEVENT', 'END:VCALENDAR'),
      ],
      '..x',
    ],
  ])('%s: nothing is told', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});
