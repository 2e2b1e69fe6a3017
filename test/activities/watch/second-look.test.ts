// Rules on differences where a change waits for a second look, through the real stages.
import { describe, expect, it } from 'vitest';
import { textLooks } from '../../support/text-looks.ts';
import { watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];
/** What is shown at each look, and what at its second look, if that is something else. */
type Shown = [string, string?][];

const text = (looks: string) => textLooks(looks)[0] ?? '';
const above: Changes = { conditions: { all: [{ on: 'number', is: '>', value: 5 }], any: [] } };
const tin: Changes = { filters: [{ kind: 'keep-lines', containing: ['tin'] }] };

describe('a second look', () => {
  it.each<[string, Changes, Shown, string]>([
    ['that sees it too', {}, [['oak'], ['ash']], '.x'],
    ['that does not', {}, [['oak'], ['ash', 'oak'], ['oak']], '...'],
    ['that sees something else, which stays', {}, [['oak'], ['ash', 'elm'], ['elm']], '..x'],
    ['with a trigger', { triggerText: ['ash'] }, [['oak'], ['elm'], ['ash', 'elm'], ['ash']], '...x'],
    ['that sees the trigger go', { triggerText: ['open'] }, [['open'], ['shut'], ['open']], '..x'],
    ['that does not see it go', { triggerText: ['open'] }, [['open'], ['shut', 'open'], ['open']], '...'],
    ['with only added', { only: ['added'] }, [['oak'], ['oak, ash', 'oak'], ['oak, ash']], '..x'],
    ['that sees a loss too', { only: ['added'] }, [['oak, ash'], ['oak'], ['oak, ash']], '..x'],
    [
      'that does not see a loss',
      { only: ['added'] },
      [['oak, ash'], ['oak', 'oak, ash'], ['oak, ash']],
      '...',
    ],
    [
      'with new lines',
      { newLinesOnly: true },
      [['oak'], ['oak, ash', 'oak'], ['oak, ash'], ['oak'], ['oak, ash']],
      '..x..',
    ],
    ['with a condition', above, [['seats 3'], ['seats 7', 'seats 3'], ['seats 7']], '..x'],
    [
      'with a share',
      { onlyNumbersBeyondPercent: 10 },
      [['seats 100'], ['seats 120', 'seats 101'], ['seats 120']],
      '..x',
    ],
    ['with filters', tin, [['tin cup, oak'], ['tin can, oak', 'tin cup, ash'], ['tin can, ash']], '..x'],
  ])('tells only what it sees too: %s', async (...[, changes, looks, expected]) => {
    const shown = looks.map(([body, later]) => ({
      body: text(body),
      ...(later === undefined ? {} : { later: text(later) }),
    }));
    const confirming = { ...changes, confirm: true, confirmAfterMs: 1_000 };
    const { told, said } = await watch(confirming, shown, 'text/plain; charset=utf-8');
    expect(told, said).toBe(expected);
  });
});
