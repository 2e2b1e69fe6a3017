// Filters over the lines of a page, one by one, through the real stages.
import { describe, expect, it } from 'vitest';
import { watch } from '../../support/watch-course.ts';

type Filters = NonNullable<Parameters<typeof watch>[0]['filters']>;
type Row = [string, Filters, string[], string];

const lines = (...texts: string[]) => `${texts.join('\n')}\n`;
const KEEP: Filters[number] = { kind: 'keep-lines', containing: ['tin'] };
const DROP: Filters[number] = { kind: 'drop-lines', containing: ['tin'] };

function looksOf([, filters, looks]: Row): ReturnType<typeof watch> {
  return watch({ filters }, looks, 'text/plain; charset=utf-8');
}

describe('a filter', () => {
  it.each<Row>([
    [
      'keeps lines',
      [KEEP],
      [lines('tin cup', 'oak'), lines('tin cup', 'ash'), lines('tin can', 'ash')],
      '..x',
    ],
    ['keeps lines whatever their case', [KEEP], [lines('Tin cup', 'oak'), lines('Tin can', 'oak')], '.x'],
    [
      'keeps lines by one of several texts',
      [{ kind: 'keep-lines', containing: ['tin', 'oak'] }],
      [lines('tin', 'oak', 'ash'), lines('tin', 'oak', 'elm'), lines('tin', 'oak chair', 'elm')],
      '..x',
    ],
    [
      'keeps lines by a pattern',
      [{ kind: 'keep-lines', containing: ['/^t.n\\b/i'] }],
      [lines('TIN cup', 'a tin'), lines('TIN cup', 'no tin'), lines('TEN cups', 'no tin')],
      '..x',
    ],
    ['keeps no line', [KEEP], [lines('tin cup', 'oak'), lines('cup', 'oak'), lines('tin cup', 'oak')], '.xx'],
    [
      'keeps no line from the start',
      [KEEP],
      [lines('cup', 'oak'), lines('cup', 'ash'), lines('tin cup', 'oak')],
      '..x',
    ],
    [
      'drops lines',
      [DROP],
      [lines('tin cup', 'oak'), lines('tin can', 'oak'), lines('tin can', 'ash')],
      '..x',
    ],
    [
      'drops lines by a pattern',
      [{ kind: 'drop-lines', containing: ['/^\\d+ views$/'] }],
      [lines('17 views', 'oak'), lines('18 views', 'oak'), lines('18 views', 'ash')],
      '..x',
    ],
    [
      'strips white space',
      [{ kind: 'strip' }],
      [lines('  oak', 'ash  '), lines('oak', 'ash'), lines('elm', 'ash')],
      '..x',
    ],
    [
      'strips characters',
      [{ kind: 'strip', characters: '*- ' }],
      [lines('* oak', '- ash'), lines('- oak', '* ash -'), lines('- elm', '* ash')],
      '..x',
    ],
    [
      'strips characters at the start alone',
      [{ kind: 'strip', characters: '*', side: 'start' }],
      [lines('*oak*'), lines('**oak*'), lines('*oak')],
      '..x',
    ],
    [
      'strips characters at the end alone',
      [{ kind: 'strip', characters: ')', side: 'end' }],
      [lines('(oak)'), lines('(oak'), lines('oak')],
      '..x',
    ],
    [
      'sorts',
      [{ kind: 'sort' }],
      [lines('oak', 'ash', 'elm'), lines('elm', 'oak', 'ash'), lines('elm', 'oak', 'yew')],
      '..x',
    ],
    [
      'sorts by number',
      [
        { kind: 'sort', order: 'number' },
        { kind: 'keep-lines', containing: ['/.*/'] },
      ],
      [lines('pier 10', 'pier 9'), lines('pier 9', 'pier 10'), lines('pier 9', 'pier 11')],
      '..x',
    ],
    [
      'sorts the other way',
      [{ kind: 'sort', reverse: true }],
      [lines('oak', 'ash'), lines('ash', 'oak'), lines('ash', 'yew')],
      '..x',
    ],
    ['reverses', [{ kind: 'reverse' }], [lines('oak', 'ash', 'elm'), lines('oak', 'ash', 'yew')], '.x'],
    [
      'leaves out what stood before',
      [{ kind: 'unique' }],
      [lines('oak', 'ash'), lines('oak', 'ash', 'oak'), lines('oak', 'ash', 'oak', 'elm')],
      '..x',
    ],
    [
      'leaves out what stood just before',
      [{ kind: 'unique', adjacent: true }],
      [lines('oak', 'ash'), lines('oak', 'oak', 'ash'), lines('oak', 'ash', 'elm')],
      '..x',
    ],
    [
      'leaves out the same in another case',
      [{ kind: 'unique', ignoreCase: true }],
      [lines('oak', 'ash'), lines('oak', 'ash', 'OAK'), lines('oak', 'elm')],
      '..x',
    ],
    [
      'replaces',
      [{ kind: 'replace', pattern: 'token=\\w+', with: '' }],
      [lines('oak token=a1', 'ash'), lines('oak token=b2', 'ash'), lines('elm token=b2', 'ash')],
      '..x',
    ],
    [
      'replaces by a group',
      [{ kind: 'replace', pattern: '(\\w+) of \\w+', with: '$1' }],
      [lines('cup of tin', 'ash'), lines('cup of zinc', 'ash'), lines('can of zinc', 'ash')],
      '..x',
    ],
    [
      'replaces over lines',
      [{ kind: 'replace', pattern: 'begin.*end', with: '', flags: 's' }],
      [
        lines('oak', 'begin', 'a', 'end', 'ash'),
        lines('oak', 'begin', 'b', 'c', 'end', 'ash'),
        lines('oak', 'begin', 'b', 'end', 'elm'),
      ],
      '..x',
    ],
    [
      'replaces at the ends of lines',
      [{ kind: 'replace', pattern: '^-.*$', with: '', flags: 'm' }],
      [lines('- tin', 'oak'), lines('- zinc', 'oak'), lines('- zinc', 'ash')],
      '..x',
    ],
    [
      'replaces whatever the case',
      [{ kind: 'replace', pattern: 'tin|zinc', with: 'metal', flags: 'i' }],
      [lines('TIN cup'), lines('Zinc cup'), lines('Zinc can')],
      '..x',
    ],
    [
      'replaces by a pattern with white space',
      [{ kind: 'replace', pattern: 'tin # the metal\n | zinc', with: '', flags: 'x' }],
      [lines('tin cup'), lines('zinc cup'), lines('zinc can')],
      '..x',
    ],
    [
      'replaces by a text with a dollar',
      [{ kind: 'replace', pattern: 'EUR', with: '$$' }],
      [lines('EUR oak'), lines('$ oak'), lines('$ ash')],
      '..x',
    ],
    [
      'extracts',
      [{ kind: 'extract', matching: ['/ship (\\w+)/'] }],
      [
        lines('the ship Nora is in', 'oak'),
        lines('our ship Nora is out', 'ash'),
        lines('the ship Ida', 'ash'),
      ],
      '..x',
    ],
    [
      'extracts by two patterns',
      [{ kind: 'extract', matching: ['/ship \\w+/', '/CAPTAIN \\w+/i'] }],
      [
        lines('ship Nora, captain Ode, fog'),
        lines('ship Nora, captain Ode, sun'),
        lines('ship Nora, captain Ulf'),
      ],
      '..x',
    ],
    [
      'extracts over lines',
      [{ kind: 'extract', matching: ['/begin.*?end/s'] }],
      [
        lines('oak', 'begin', 'tin', 'end'),
        lines('ash', 'begin', 'tin', 'end'),
        lines('ash', 'begin', 'zinc', 'end'),
      ],
      '..x',
    ],
    [
      'extracts nothing, then something',
      [{ kind: 'extract', matching: ['/ship \\w+/'] }],
      [lines('oak'), lines('ash'), lines('ship Nora')],
      '..x',
    ],
    [
      'extracts by groups of which one finds nothing',
      [{ kind: 'extract', matching: ['/ship (\\w+)(?: of (\\w+))?/'] }],
      [lines('ship Nora'), lines('a ship Nora'), lines('ship Nora of Brill')],
      '..x',
    ],
    [
      'reads JSON',
      [{ kind: 'json-to-text', path: '$.name' }],
      ['{"name":"oak","n":1}', '{"name":"oak","n":2}', '{"name":"ash","n":2}'],
      '..x',
    ],
    [
      'reads XML',
      [{ kind: 'xml-to-text' }],
      ['<a><b c="tin">oak</b></a>', '<a>\n<b c="tin">oak</b>\n</a>', '<a><b c="zinc">oak</b></a>'],
      '..x',
    ],
    [
      'reads CSV',
      [{ kind: 'csv-to-text' }, { kind: 'sort' }],
      [
        lines('id,name', '1,oak', '2,ash'),
        lines('id,name', '2,ash', '1,"oak"'),
        lines('id,name', '1,oak', '2,elm'),
      ],
      '..x',
    ],
    [
      'reads CSV with semicolons',
      [{ kind: 'csv-to-text', delimiter: ';' }],
      [lines('id;name', '1;oak, old'), lines('id;name', '"1";"oak, old"'), lines('id;name', '1;oak, new')],
      '..x',
    ],
    [
      'reads iCalendar',
      [{ kind: 'ical-to-text' }],
      ['20260301T080000Z', '20260302T080000Z']
        .flatMap((stamp) =>
          ['Regatta', 'Regatta of the tin works'].map((name) =>
            lines(
              'BEGIN:VCALENDAR',
              'BEGIN:VEVENT',
              'UID:1',
              `DTSTAMP:${stamp}`,
              'DTSTART:20260401T100000Z',
              `SUMMARY:${name}`,
              'END:VEVENT',
              'END:VCALENDAR',
            ),
          ),
        )
        .filter((_, at) => at !== 1),
      '..x',
    ],
  ])('%s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});
