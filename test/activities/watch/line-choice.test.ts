// Jobs that ask for some kinds of lines or moves of numbers alone, over several looks through the real stages.
import { describe, expect, it } from 'vitest';
import { textLooks } from '../../support/text-looks.ts';
import { watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];
type Row = [string, Changes, string, string];

function looksOf([, changes, looks]: Row): ReturnType<typeof watch> {
  return watch(changes, textLooks(looks), 'text/plain; charset=utf-8');
}

const only = (...kinds: ('added' | 'removed' | 'changed')[]): Changes => ({ only: kinds });

describe('only some kinds of lines', () => {
  it.each<Row>([
    ['added: a new line', only('added'), 'oak | oak, ash', '.x'],
    ['added: a line less', only('added'), 'oak, ash | oak', '..'],
    ['added: a changed line', only('added'), 'oak chair of the old mole | oak table of the old mole', '.x'],
    ['added: a line moved', only('added'), 'oak, ash, elm, yew | ash, elm, yew, oak', '..'],
    [
      'added: a line moved, another came',
      only('added'),
      'oak, ash, elm, yew | ash, elm, yew, oak, fir',
      '.x',
    ],
    ['added: a line again', only('added'), 'oak, ash | oak | oak, ash', '..x'],
    ['added: a line again, after a quiet look', only('added'), 'oak, ash | oak | oak | oak, ash', '...x'],
    ['added: a line twice', only('added'), 'oak, ash | oak, ash, ash', '.x'],
    ['removed: a line less', only('removed'), 'oak, ash | oak', '.x'],
    ['removed: a new line', only('removed'), 'oak | oak, ash', '..'],
    ['removed: a new line, and then it goes', only('removed'), 'oak | oak, ash | oak', '..x'],
    ['removed: a line moved', only('removed'), 'oak, ash, elm, yew | ash, elm, yew, oak', '..'],
    [
      'removed: a changed line',
      only('removed'),
      'oak chair of the old mole | oak table of the old mole',
      '.x',
    ],
    [
      'changed: a changed line',
      only('changed'),
      'oak chair of the old mole | oak table of the old mole',
      '.x',
    ],
    ['changed: a new line', only('changed'), 'oak | oak, ash', '..'],
    ['changed: a line less', only('changed'), 'oak, ash | oak', '..'],
    ['added and removed', only('added', 'removed'), 'oak | oak, ash | oak', '.xx'],
    [
      'added, with a trigger on it',
      { ...only('added'), triggerText: ['ash'] },
      'oak | oak, elm | oak, elm, ash',
      '..x',
    ],
    ['added, with a trigger elsewhere', { ...only('added'), triggerText: ['oak'] }, 'oak | oak, elm', '..'],
    [
      'removed, with a trigger on it',
      { ...only('removed'), triggerText: ['ash'] },
      'oak, ash, elm | oak, ash | oak',
      '..x',
    ],
    [
      'removed, with a trigger elsewhere',
      { ...only('removed'), triggerText: ['oak'] },
      'oak, ash | oak',
      '..',
    ],
    [
      'added, with a pattern',
      { ...only('added'), triggerText: ['/^a\\w+$/'] },
      'oak | oak, elm | oak, elm, ash',
      '..x',
    ],
    ['added, ignored', { ...only('added'), ignoreText: ['ash'] }, 'oak | oak, ash | oak, ash, elm', '..x'],
    [
      'added, and most is left',
      { ...only('added'), remainingAtMost: 0.5 },
      'oak, ash, elm, yew | oak, ash, elm',
      '..',
    ],
    [
      'added, and little is left',
      { ...only('added'), remainingAtMost: 0.9 },
      'oak, ash, elm, yew, fir | oak',
      '.x',
    ],
  ])('are told, and no others (%s)', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});

describe('lines never seen before', () => {
  const fresh: Changes = { newLinesOnly: true };
  it.each<Row>([
    ['come once', fresh, 'oak | oak, ash | oak | oak, ash | oak, elm', '.x..x'],
    ['after quiet looks', fresh, 'oak | oak, ash | oak | oak | ash | elm', '.x...x'],
    ['moved', fresh, 'oak, ash, elm | elm, oak, ash', '..'],
    ['of the first version', fresh, 'oak, ash | oak | oak, ash', '...'],
    [
      'held back once',
      { ...fresh, blockWhilePresent: ['in work'] },
      'oak | oak, ash, in work | oak, ash',
      '..x',
    ],
    [
      'with a trigger',
      { ...fresh, triggerText: ['ash'] },
      'oak | oak, elm | oak, elm, ash | oak, elm | oak, elm, ash',
      '..x..',
    ],
    ['with white space', fresh, 'oak  chair | oak chair, ash | oak   chair', '.x.'],
    ['over many looks', fresh, 'a one | b two | c three | a one | c three, b two | d four', '.xx..x'],
  ])('are told once, and known ones never: %s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});

describe('numbers beyond a share', () => {
  const beyond = (percent: number): Changes => ({ onlyNumbersBeyondPercent: percent });
  const below: Changes = { conditions: { all: [{ on: 'number', is: '<', value: 90 }], any: [] } };
  it.each<Row>([
    [
      'over several steps',
      beyond(10),
      'seats 100 | seats 105 | seats 109 | seats 112 | seats 115 | seats 124',
      '...x.x',
    ],
    ['down as well', beyond(10), 'seats 100 | seats 95 | seats 89', '..x'],
    ['there and back', beyond(10), 'seats 100 | seats 105 | seats 100 | seats 95', '....'],
    ['text alone', beyond(10), 'seats 100, oak | seats 100, ash', '..'],
    ['text, then a number', beyond(10), 'seats 100, oak | seats 100, ash | seats 120, ash', '..x'],
    ['from nought', beyond(10), 'seats 0 | seats 5', '.x'],
    [
      'one of two numbers',
      beyond(10),
      'seats 100, depth 40 | seats 104, depth 41 | seats 104, depth 50',
      '..x',
    ],
    ['with thousands', beyond(10), 'price €1.000,00 | price €1.050,00 | price €1.150,00', '..x'],
    ['with a condition', { ...beyond(10), ...below }, 'seats 100 | seats 120 | seats 80', '..x'],
  ])('are told only when they moved that far: %s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});
