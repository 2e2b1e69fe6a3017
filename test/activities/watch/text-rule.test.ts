// Ignored, triggering and blocking texts over several looks through the real stages.
import { describe, expect, it } from 'vitest';
import { textLooks } from '../../support/text-looks.ts';
import { watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];
type Row = [string, Changes, string, string];

function looksOf([, changes, looks]: Row): ReturnType<typeof watch> {
  return watch(changes, textLooks(looks), 'text/plain; charset=utf-8');
}

describe('ignored text', () => {
  it.each<Row>([
    ['plain', { ignoreText: ['views'] }, 'oak, seven views | oak, nine views | ash, nine views', '..x'],
    [
      'in another case',
      { ignoreText: ['VIEWS'] },
      'oak, seven views | oak, nine views | ash, nine views',
      '..x',
    ],
    ['a line that comes', { ignoreText: ['views'] }, 'oak | oak, nine views | ash, nine views', '..x'],
    ['a line that goes', { ignoreText: ['views'] }, 'oak, nine views | oak | ash', '..x'],
    ['a line that comes to have the text', { ignoreText: ['sold'] }, 'oak, tin | oak, tin sold', '..'],
    [
      'two lines change places',
      { ignoreText: ['views'] },
      'a views, oak, b views | b views, oak, a views',
      '..',
    ],
    [
      'a pattern',
      { ignoreText: ['/\\bseen by \\w+/'] },
      'oak, seen by Ode | oak, seen by Ulf | ash, seen by Ulf',
      '..x',
    ],
    [
      'with i',
      { ignoreText: ['/SEEN BY/i'] },
      'oak, seen by Ode | oak, seen by Ulf | ash, seen by Ulf',
      '..x',
    ],
    ['without i', { ignoreText: ['/SEEN BY/'] }, 'oak, seen by Ode | oak, seen by Ulf', '.x'],
    [
      'over lines',
      { ignoreText: ['/begin.*end/s'] },
      'oak, begin, tin, end, elm | oak, begin, zinc, iron, end, elm | ash, begin, zinc, end, elm',
      '..x',
    ],
    ['with m', { ignoreText: ['/^tin$/m'] }, 'oak, tin | oak | ash', '..x'],
    [
      'with x',
      { ignoreText: ['/ tin | zinc # metals/x'] },
      'oak, tin cup | oak, zinc cup | ash, zinc cup',
      '..x',
    ],
    ['with a slash', { ignoreText: ['km/h'] }, 'oak, seven km/h | oak, nine km/h | ash, nine km/h', '..x'],
  ])('hides its own changes and no others: %s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});

describe('trigger text', () => {
  it.each<Row>([
    ['plain', { triggerText: ['open'] }, 'shut | shut, fog | open, fog | open, sun', '..xx'],
    ['in another case', { triggerText: ['OPEN'] }, 'shut | open', '.x'],
    ['a pattern', { triggerText: ['/open (on|at) \\w+/'] }, 'shut | open | open on Monday', '..x'],
    ['a pattern over lines', { triggerText: ['/open.*Monday/s'] }, 'shut | open | open, Monday', '..x'],
    ['one of two', { triggerText: ['open', 'ajar'] }, 'shut | ajar | shut | open', '.x.x'],
    ['there all the time', { triggerText: ['open'] }, 'open | open | open, fog', '..x'],
    ['gone with the change', { triggerText: ['open'] }, 'open | shut', '..'],
    ['ignored', { triggerText: ['sold out'], ignoreText: ['sold out'] }, 'oak | ash, sold out today', '.x'],
    [
      'ignored, and nothing else',
      { triggerText: ['sold out'], ignoreText: ['today'] },
      'oak | oak, sold out today',
      '..',
    ],
    ['gone for a while', { triggerText: ['open'] }, 'shut | open | shut | open', '.x.x'],
    ['gone for long', { triggerText: ['open'] }, 'open | shut | shut, fog | shut | open', '....x'],
    ['back with more', { triggerText: ['open'] }, 'open, oak | shut, oak | open, ash', '..x'],
    [
      'back with new lines',
      { triggerText: ['open'], newLinesOnly: true },
      'open, oak | shut, ash | open, oak, ash',
      '..x',
    ],
  ])('tells changes only while it is there: %s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});

describe('a text that blocks', () => {
  it.each<Row>([
    ['while it is there', { blockWhilePresent: ['in work'] }, 'oak | ash, in work | ash', '..x'],
    ['and nothing came of it', { blockWhilePresent: ['in work'] }, 'oak | ash, in work | oak', '...'],
    ['a pattern', { blockWhilePresent: ['/in\\s+work/i'] }, 'oak | ash, In  work | ash', '..x'],
    ['from the start', { blockWhilePresent: ['in work'] }, 'oak, in work | ash, in work | ash', '..x'],
    [
      'beside a trigger',
      { blockWhilePresent: ['in work'], triggerText: ['ash'] },
      'oak | ash, in work | ash',
      '..x',
    ],
    [
      'ignored',
      { blockWhilePresent: ['in work'], ignoreText: ['in work'] },
      'oak | ash, in work | ash',
      '..x',
    ],
  ])('holds changes back while it is there: %s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});

describe('severity and noise', () => {
  it.each<Row>([
    ['a clock is noise', {}, 'oak, Updated at 08:15 | oak, Updated at 09:45 | ash, Updated at 09:45', '..x'],
    ['a clock counts', { noise: 'none' }, 'oak, Updated at 08:15 | oak, Updated at 09:45', '.x'],
    ['a counter counts', { noise: 'none' }, 'oak, 1200 views | oak, 1203 views', '.x'],
    [
      'a word is not major',
      { minSeverity: 'major' },
      'oak, ash, elm, yew, fir, larch, birch, pine | oak, ash, elm, yew, fir, larch, birch, hazel',
      '..',
    ],
    ['a word is minor', { minSeverity: 'minor' }, 'oak | ash', '.x'],
  ])('%s', async (...row) => {
    const { told, said } = await looksOf(row);
    expect(told, said).toBe(row[3]);
  });
});
