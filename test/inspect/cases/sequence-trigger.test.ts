// Sequences in which a text on the page, or a condition, decides when a difference is told.
import { describe, expect, it } from 'vitest';
import type { CaseOptions } from '../../../cli/inspect/cases/change-case.ts';
import { page, told } from '../../support/told.ts';

type Row = [title: string, options: CaseOptions, bodies: string[], expected: string];

const SHOP = ['Walnut desk', 'Delivered within a week', 'Made in Denmark'];
const withPart = (text: string): string =>
  `<html><body>News <span id="offer">${text}</span> end</body></html>`;
const NO_PART = '<html><body>Nothing<br><p>here, or on two lines</p></body></html>';

describe('a trigger text', () => {
  it.each<Row>([
    [
      'holds back what has none',
      { trigger_text: ['buy now'] },
      [page(...SHOP), page('Oak desk', ...SHOP), page('Oak desk', ...SHOP, 'BUY NOW')],
      '-c',
    ],
    [
      'tells later changes too while it is there',
      { trigger_text: ['buy now'] },
      [page('a', 'buy now'), page('b', 'buy now'), page('c')],
      'c-',
    ],
    [
      'may be one of several',
      { trigger_text: ['sale', 'rebate'] },
      [page('a'), page('b'), page('b', 'Rebate')],
      '-c',
    ],
    ['is told once', { trigger_text: ['sale'] }, [page('a'), page('a', 'sale'), page('a', 'sale')], 'c-'],
    [
      'that goes away tells nothing, and is told when it is back',
      { trigger_text: ['sale'] },
      [page('a', 'sale'), page('a'), page('a', 'sale')],
      '-c',
    ],
    [
      'on an ignored line adds no difference',
      { trigger_text: ['sale'], ignore_text: ['advert'] },
      [page('a'), page('a', 'advert: sale'), page('b', 'advert')],
      '--',
    ],
    [
      'on an ignored line lets other lines tell',
      { trigger_text: ['sale'], ignore_text: ['advert'] },
      [page('a'), page('b', 'advert: sale')],
      'c',
    ],
    [
      'that is itself ignored says nothing when it comes',
      { trigger_text: ['sale'], ignore_text: ['sale'] },
      [page('a'), page('a', 'sale')],
      '-',
    ],
    [
      'as a pattern with digits',
      { trigger_text: ['/item \\d{3}/'] },
      [
        '<html>some noise</html>',
        '<html>some other noise</html>',
        '<html>item 12<br>noise</html>',
        '<html>item 123<br>\nnoise</html>',
      ],
      '--c',
    ],
    [
      'as a pattern ignores case without flags',
      { trigger_text: ['/ITEM \\d/'] },
      [page('a'), page('item 1')],
      'c',
    ],
    [
      'as a pattern with its own flags minds case',
      { trigger_text: ['/ITEM \\d/m'] },
      [page('a'), page('item 1'), page('ITEM 1')],
      '-c',
    ],
    [
      'as a pattern may span lines',
      { trigger_text: ['/first.+last/s'] },
      [page('a'), page('first', 'b'), page('first', 'b', 'last')],
      '-c',
    ],
    [
      'within a part does not see the rest',
      { include: ['#offer'], trigger_text: ['/hot.deal/'] },
      [
        withPart('cold'),
        `<html><body>hot deal <span id="offer">cold 2</span></body></html>`,
        withPart('hot deal'),
      ],
      '-c',
    ],
    [
      'within a part that the first versions lack',
      { include: ['#offer'], trigger_text: ['/hot.deal/'] },
      [
        NO_PART,
        '<html>new noise with hot deal 2 ok</html>',
        `<html>new noise with <span id=offer>hot deal 6</span> ok</html>`,
      ],
      '-c',
    ],
    [
      'within an XPath part that the first versions lack',
      { include: ["//*[@id='offer']"], trigger_text: ['hot'] },
      [NO_PART, '<html>hot</html>', withPart('cold'), withPart('hot')],
      '--c',
    ],
    [
      'within a part that comes back with it',
      { include: ['#offer'], trigger_text: ['hot'] },
      [withPart('cold'), NO_PART, withPart('hot')],
      '-c',
    ],
    ['written with spaces around it', { trigger_text: [' sale '] }, [page('a'), page('sale')], 'c'],
    [
      'that looks like a path is plain',
      { trigger_text: ['/cart/add'] },
      [page('a'), page('b'), page('b', 'see /cart/add')],
      '-c',
    ],
    [
      'in a word with soft hyphens',
      { trigger_text: ['ausverkauft'] },
      [page('a'), page('aus&shy;verkauft')],
      'c',
    ],
    [
      'with accents ignores their case',
      { trigger_text: ['VERFÜGBAR'] },
      [page('a'), page('jetzt verfügbar')],
      'c',
    ],
  ])('lets changes be told only where it is: %s', (...[, options, bodies, expected]) =>
    expect(told(options, bodies)).toBe(expected),
  );
});

describe('a trigger text with chosen kinds of lines', () => {
  const golden = { trigger_text: ['the golden line'] };
  const whole = page('intro', 'see what happens', 'The golden line', 'last');
  const without = page('intro', 'see what happens', 'last');
  it.each<Row>([
    [
      'is told when its line goes, comes back, goes again',
      { ...golden, only: ['removed'] },
      [whole, whole, without, whole, without],
      '-c-c',
    ],
    [
      'is not told when another line goes',
      { ...golden, only: ['removed'] },
      [whole, page('intro', 'The golden line', 'last'), page('The golden line', 'last'), page('last')],
      '--c',
    ],
    [
      'is told when its line comes',
      { ...golden, only: ['added'] },
      [
        without,
        page('intro', 'more', 'see what happens', 'last'),
        page('intro', 'more', 'The golden line', 'see what happens', 'last'),
      ],
      '-c',
    ],
    [
      'is not told when its line goes and additions are wanted',
      { ...golden, only: ['added'] },
      [whole, without, whole],
      '-c',
    ],
    [
      'as a pattern on removed lines',
      { trigger_text: ['/golden \\w+/'], only: ['removed'] },
      [whole, page('The golden line'), page('other')],
      '-c',
    ],
    [
      'in a part, only removed',
      { ...golden, only: ['removed'], include: ['ul'] },
      ['<ul><li>The golden line<li>b</ul>The golden line', '<ul><li>b</ul>The golden line', '<ul><li>b</ul>'],
      'c-',
    ],
    [
      'is told when its line is put in another place and then goes',
      { ...golden, only: ['removed'] },
      [whole, page('The golden line', 'intro', 'see what happens', 'last'), without],
      '-c',
    ],
    [
      'with added and removed lines alike',
      { ...golden, only: ['added', 'removed'] },
      [whole, without, whole, page('intro', 'see what happens', 'The golden line', 'last 2')],
      'cc-',
    ],
  ])('is looked for in those lines alone: %s', (...[, options, bodies, expected]) =>
    expect(told(options, bodies)).toBe(expected),
  );
});

describe('a blocking text', () => {
  it.each<Row>([
    [
      'holds back while it is there',
      { block_while_present: ['Sold Out'] },
      [page('a'), page('b', 'sold out'), page('a'), page('b')],
      '--c',
    ],
    [
      'holds back from the first version on',
      { block_while_present: ['sold out'] },
      [page('a', 'sold out'), page('b', 'sold out'), page('b')],
      '-c',
    ],
    [
      'may be a pattern',
      { block_while_present: ['/only \\d+ left/'] },
      [page('a'), page('b', 'only 3 left'), page('b', 'many left')],
      '-c',
    ],
    [
      'wins over a trigger',
      { block_while_present: ['sold out'], trigger_text: ['buy'] },
      [page('a'), page('buy', 'sold out'), page('buy')],
      '-c',
    ],
    [
      'outside of the part does not block',
      { block_while_present: ['sold out'], include: ['b'] },
      ['<b>1</b>', '<b>2</b><p>sold out</p>'],
      'c',
    ],
    [
      'on an ignored line blocks all the same',
      { block_while_present: ['sold out'], ignore_text: ['sold out'] },
      [page('a'), page('b', 'sold out'), page('b')],
      '-c',
    ],
  ])('%s', (...[, options, bodies, expected]) => expect(told(options, bodies)).toBe(expected));
});
