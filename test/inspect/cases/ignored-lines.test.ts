// Which lines of a text are ignored. Line numbers count from one, empty lines too.
import { describe, expect, it } from 'vitest';
import { inspectChange } from '../../../cli/inspect/explain/inspect-change.ts';

const LIST = [
  '',
  '    now and then there are notes here',
  '    ',
  '    and 1 note',
  '    drop 7 notes',
  '    truly? indeed',
  '#/half a path and a hash',
  '/half a path',
  '    and with 4321 notes',
  '    MiXed cAse words to be left out    ',
  '    and not at all.',
].join('\n');

const ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

describe('ignored lines', () => {
  it.each<[title: string, ignore: string[], lines: number[]]>([
    ['plain text, case ignored', ['mixed case'], [10]],
    ['plain texts with signs of patterns', ['truly?', 'at all.'], [6, 11]],
    ['a text that only begins like a pattern', ['/half'], [7, 8]],
    ['a number between spaces', ['/\\s\\d{2,3}\\s/'], []],
    ['a number of any length between spaces', ['/\\s\\d+\\s/'], [4, 5, 9]],
    [
      'several kinds at once',
      ['now and', '/mixed case/', 'truly?', '/drop \\d notes/i', '/half'],
      [2, 5, 6, 7, 8, 10],
    ],
    ['two lines with flag s', ['/and 1.+7 notes/s'], [4, 5]],
    ['all lines with flag s', ['/.+/s'], ALL],
    ['two lines with flag m and a line end', ['/^.+and 1.+\\n.+notes$/m'], [4, 5]],
    ['one line with flag m', ['/^ +drop.+$/m'], [5]],
    ['flags m and s, as short as it can be', ['/and.+?and/ms'], [2, 3, 4, 7, 8, 9]],
    ['flag i beside flag s', ['/DROP.+INDEED/is'], [5, 6]],
    ['flag m minds case', ['/MIXED CASE/m'], []],
    ['spaces around a plain text', ['  truly '], [6]],
    ['nothing', ['', '   '], []],
    ['an empty pattern', ['//'], []],
    ['a pattern that begins and ends at line ends', ['/^#.+hash$/'], [7]],
    ['an end that stands at a line end', ['/notes$/'], [5, 9]],
  ])('are those that the rules name: %s', (_, ignore, lines) => {
    expect(inspectChange({ text: LIST, ignore }).ignored_line_numbers).toEqual(lines);
  });

  it('says which patterns can not run, and what can', () => {
    const inspect = (rule: string) => inspectChange({ text: LIST, ignore: [rule] });
    expect(() => inspect('/drop (/')).toThrow('/drop (/');
    expect(() => inspect('/drop(?=s)/')).toThrow(/is not supported: take what you want into a group/);
  });

  it('knows the line ends of other systems', () => {
    expect(inspectChange({ text: 'a\r\nb\r\nc', ignore: ['/^b$/', '/b.+c/s'] }).ignored_line_numbers).toEqual(
      [2, 3],
    );
  });
});
