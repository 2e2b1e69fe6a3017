// Sequences in which lines are chosen, ignored, sorted, or never seen before.
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { page, told } from '../../support/told.ts';

type Row = [title: string, options: CaseOptions, bodies: string[], expected: string];

describe('ignored and filtered lines', () => {
  it.each<Row>([
    [
      'come and go unsaid',
      { ignore_text: ['adverts', 'weather', 'ticker'] },
      [page('a', 'b'), page('a', 'b', 'Ticker', 'ADVERTS', 'weather'), page('a', 'c', 'ticker')],
      '-c',
    ],
    [
      'by a pattern',
      { ignore_text: ['/^visitor no\\. \\d+$/'] },
      [page('a', 'Visitor no. 1'), page('a', 'Visitor no. 22'), page('a', 'Visitor no. x')],
      '-c',
    ],
    [
      'by a pattern over lines',
      { ignore_text: ['/begin.+?end/s'] },
      [page('a', 'begin', '1', 'end'), page('a', 'begin', '2', 'end'), page('b', 'begin', '2', 'end')],
      '-c',
    ],
    ['that stop being ignored are told', { ignore_text: ['ad'] }, [page('x', 'ad'), page('x', 'news')], 'c'],
    [
      'kept by a text',
      { keep_lines_containing: ['price'] },
      [page('Price 1', 'x'), page('price 1'.replace('p', 'P'), 'y'), page('Price 2', 'y')],
      '-c',
    ],
    ['kept by none of the texts', { keep_lines_containing: ['price'] }, [page('a'), page('b')], '-'],
    [
      'extracted by a pattern',
      { extract_text: ['/(\\d+) items/'] },
      [page('has 5 items at 10:00'), page('has 5 items at 11:00'), page('has 6 items at 11:00')],
      '-c',
    ],
    [
      'extracted by several patterns',
      { extract_text: ['/\\d+ online/', '/\\d+ guests/i'] },
      [
        page('5 online', '7 Guests', 'x'),
        page('5 online', '7 guests'.replace('g', 'G'), 'y'),
        page('5 online', '8 Guests', 'y'),
      ],
      '-c',
    ],
    ['extracted, of which nothing is left', { extract_text: ['/\\d+/'] }, [page('a 1'), page('a')], 'c'],
    ['kept, of which nothing is left', { keep_lines_containing: ['x'] }, [page('x 1'), page('a')], 'c'],
    [
      'in other white space',
      { ignore_whitespace: true },
      [page('a b'), '<p>a</p>\n\n\n<p>b</p>', page('a', 'c')],
      '-c',
    ],
    ['sorted', { sort_lines: true }, [page('b', 'a', 'C'), page('C', 'b', 'a'), page('a', 'b', 'd')], '-c'],
    [
      'without repeated ones',
      { remove_duplicate_lines: true },
      [page('a', 'b'), page('a', 'b', 'a'), page('a', 'b', 'c')],
      '-c',
    ],
    ['without the space around them', { trim_text_whitespace: true }, [page('a'), page('  a  ')], '-'],
    [
      'not seen before',
      { unique_lines_only: true },
      [page('a', 'b', 'c'), page('c', 'b', 'a'), page('a', 'b'), page('a', 'new', 'b'), page('a', 'b', 'c')],
      '--c-',
    ],
    [
      'not seen before, in another case',
      { unique_lines_only: true },
      [page('alpha'), page('ALPHA'), page('beta')],
      '-c',
    ],
    ['whose text moved to another place', {}, [page('a', 'b', 'c'), page('c', 'a', 'b')], 'c'],
  ])('are told by what is left of them: %s', (...[, options, bodies, expected]) =>
    expect(told(options, bodies)).toBe(expected),
  );
});

describe('empty versions', () => {
  it.each<Row>([
    [
      'are no change by themselves',
      {},
      [page('a'), '<html><head><title>x</title></head><body></body></html>', page('a'), page('b')],
      '--c',
    ],
    [
      'are a change where that is asked',
      { empty_pages_are_a_change: true },
      [page('a'), '<html><head><title>x</title></head><body>\n</body></html>', page('a')],
      'cc',
    ],
    ['are a change with no byte at all', { empty_pages_are_a_change: true }, [page('a'), ''], 'c'],
    ['are none where that is denied', { empty_pages_are_a_change: false }, [page('a'), '', page('b')], '-c'],
    [
      'are none in a part that is lost',
      { include: ['b'], empty_pages_are_a_change: false },
      ['<b>1</b>', '<i>1</i>', '<b>2</b>'],
      '-c',
    ],
  ])('%s', (...[, options, bodies, expected]) => expect(told(options, bodies)).toBe(expected));
});

describe('lines of plain text', () => {
  it.each<Row>([
    ['differ', {}, ['a\n', 'b\n', 'b\n'], 'c-'],
    ['are added', { only: 'added' }, ['a\n', 'a\nb\n', 'a\nb\n'], 'c-'],
    ['replaced are added too', { only: 'added' }, ['a\n', 'b\n'], 'c'],
    ['replaced are removed too', { only: 'removed' }, ['a\n', 'b\n'], 'c'],
    ['gone are not added', { only: 'added' }, ['a\nb\nc\n', 'a\nb\n', 'a\nb\nd\n'], '-c'],
    ['new are not removed', { only: 'removed' }, ['a\n', 'a\nb\n', 'b\n'], '-c'],
    ['moved are not added', { only: 'added' }, ['a\nb\nc\n', 'b\nc\na\n', 'b\nc\na\nd\n'], '-c'],
    ['moved are not removed', { only: 'removed' }, ['a\nb\nc\nd\n', 'd\na\nb\nc\n', 'd\na\nb\n'], '-c'],
    ['moved while another comes', { only: 'added' }, ['a\nb\nc\n', 'c\na\nb\nd\n'], 'c'],
    ['repeated once more are added', { only: 'added' }, ['a\nb\n', 'a\nb\na\n'], 'c'],
    ['empty are not added', { only: 'added' }, ['a\n', 'a\n\n\n'], '-'],
    ['three quarters gone warn', { only: 'added' }, ['a\nb\nc\nd\n', 'a\n'], 'c'],
    ['half gone do not warn', { only: 'added' }, ['a\nb\nc\nd\n', 'a\nb\n'], '-'],
    [
      'half gone warn where that is asked',
      { only: 'added', report_if_remaining_at_most: 0.5 },
      ['a\nb\nc\nd\n', 'a\nb\n'],
      'c',
    ],
    [
      'a quarter gone does not',
      { only: 'added', report_if_remaining_at_most: 0.5 },
      ['a\nb\nc\nd\n', 'a\nb\nc\n'],
      '-',
    ],
    ['all gone warn', { only: 'added' }, ['a\nb\n', ''], 'c'],
    [
      'all gone warn even at 0',
      { only: 'added', report_if_remaining_at_most: 0 },
      ['a\nb\nc\nd\n', 'a\n', ''],
      '-c',
    ],
    [
      'three quarters gone over several steps',
      { only: 'added' },
      ['a\nb\nc\nd\ne\nf\ng\nh\n', 'a\nb\nc\nd\n', 'a\nb\n', 'a\n'],
      '---',
    ],
    ['changed alone are told', { only: 'replaced' }, ['a\nb\nc\n', 'a\nb\n', 'a\nx\n'], '-c'],
    ['with other spaces inside differ', { ignore_whitespace: false }, ['a  b\n', 'a b\n'], 'c'],
    ['without a last line end', {}, ['a\nb', 'a\nb\n'], '-'],
    ['with carriage returns', {}, ['a\r\nb\r\n', 'a\nb\n'], '-'],
  ])('are told by kind and number: %s', (...[, options, bodies, expected]) =>
    expect(told(options, bodies, 'text/plain')).toBe(expected),
  );
});
