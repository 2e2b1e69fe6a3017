import { describe, expect, it } from 'vitest';
import { Settling } from '../../../../domain/web/render/settle.ts';
import { PageWait, type WaitMove, waitWords } from '../../../../domain/web/render/page-wait.ts';
import type { RenderWait } from '../../../../domain/web/fetch/render-wait.ts';

const TIMES = { startedMs: 0, deadlineMs: 20_000 };
const LATE_MS = 12_000;

/** A page that came at once and has been quiet since. */
function calmPage(): Settling {
  const settling = new Settling(TIMES);
  settling.documentArrived(0);
  settling.looked('a');
  settling.looked('a');
  return settling;
}

interface Looked {
  readonly at: number;
  readonly found?: boolean;
  readonly height?: number;
}

/** What is done at each look, where no dialog is found to decline; what was scrolled is quiet again at the next look. */
function steps(wait: RenderWait, looks: readonly Looked[]): WaitMove[] {
  const waiting = new PageWait(wait, TIMES);
  return looks.map(({ at, found = true, height = 1_000 }) => {
    const move = waiting.next(calmPage(), { found, height }, at);
    return move === 'decline' ? waiting.next(calmPage(), { found, height }, at) : move;
  });
}

describe('before a page is written down', () => {
  it('nothing more is waited for where the job says nothing', () => {
    expect(steps({}, [{ at: 400 }, { at: 600 }])).toEqual(['look-again', 'write']);
  });

  it('an element or a text is waited for, until just before the deadline', () => {
    const wait = { waitFor: { selector: '.price' } };
    const looks = [{ at: 1_000 }, { at: LATE_MS }, { at: 16_900 }, { at: 17_000 }];
    expect(
      steps(
        wait,
        looks.map((look) => ({ ...look, found: false })),
      ),
    ).toEqual(['look-again', 'look-again', 'look-again', 'unmet']);
    expect(steps(wait, [{ at: 1_000, found: false }, { at: 1_250 }])).toEqual(['look-again', 'write']);
  });

  it('a time is waited for from when the page has arrived', () => {
    expect(steps({ waitFor: { ms: 2_000 } }, [{ at: 1_999 }, { at: 2_000 }])).toEqual([
      'look-again',
      'write',
    ]);
    const notArrived = new PageWait({ waitFor: { ms: 0 } }, TIMES);
    expect(notArrived.next(new Settling(TIMES), { found: true, height: 1 }, 5_000)).toBe('look-again');
  });

  it('a page that has not arrived is late itself: nothing in it is missed', () => {
    const wait = { waitFor: { selector: '.price' } };
    for (const found of [true, false])
      expect(new PageWait(wait, TIMES).next(new Settling(TIMES), { found, height: 1 }, 19_000)).toBe(
        'look-again',
      );
  });

  it('the page is scrolled so many times', () => {
    const looks = [{ at: 600 }, { at: 1_200 }, { at: 1_800 }];
    expect(steps({ scroll: 2 }, looks)).toEqual(['scroll', 'scroll', 'write']);
  });

  it('the page is scrolled until it grows no more', () => {
    const heights = [1_000, 2_000, 3_000, 3_000];
    const looks = heights.map((height, at) => ({ at: 600 * (at + 1), height }));
    expect(steps({ scroll: 'end' }, looks)).toEqual(['scroll', 'scroll', 'scroll', 'write']);
  });

  it('a page that grows without end is taken as it stands after a part of its time', () => {
    const looks = [600, 6_000, LATE_MS].map((at) => ({ at, height: at }));
    expect(steps({ scroll: 'end' }, looks)).toEqual(['scroll', 'scroll', 'write']);
  });
});

describe('a dialog that asks for consent', () => {
  const LOOK = { found: true, height: 1_000 };
  const restless = new Settling(TIMES);

  it('is looked for whenever the page has come to rest, before anything else is done', () => {
    const waiting = new PageWait({ scroll: 1 }, TIMES);
    const moves = [calmPage(), calmPage(), restless, calmPage(), calmPage()].map((page) =>
      waiting.next(page, LOOK, 1_000),
    );
    expect(moves).toEqual(['decline', 'scroll', 'look-again', 'decline', 'write']);
  });

  it('is looked for while something else is still waited for, which may stand behind it', () => {
    const waiting = new PageWait({ waitFor: { selector: '.price' } }, TIMES);
    expect(waiting.next(calmPage(), { ...LOOK, found: false }, 1_000)).toBe('decline');
  });

  it('is declined once', () => {
    const waiting = new PageWait({}, TIMES);
    expect(waiting.next(calmPage(), LOOK, 1_000)).toBe('decline');
    waiting.declined();
    expect([restless, calmPage()].map((page) => waiting.next(page, LOOK, 2_000))).toEqual([
      'look-again',
      'write',
    ]);
  });

  it('is left on a page that is taken as it stands, which would be caught in the middle of it', () => {
    expect(new PageWait({}, TIMES).next(calmPage(), LOOK, LATE_MS)).toBe('write');
  });
});

it('what was waited for is told in words', () => {
  expect(waitWords({ waitFor: { selector: '.price', text: 'In stock', ms: 500 } })).toBe(
    '“.price” and “In stock” and 500 ms',
  );
});

describe('steps of a job', () => {
  const wait: RenderWait = { steps: [{ do: 'click', selector: '.more' }], waitFor: { selector: '.price' } };
  const look = { found: false, height: 1_000 };

  it('come first, once the page is at rest and consent was declined; then what they lead to is waited for', () => {
    const waiting = new PageWait(wait, TIMES);
    const moves = [400, 600, 700].map((at) => waiting.next(calmPage(), look, at));
    expect(moves).toEqual(['look-again', 'decline', 'step']);
    waiting.stepped();
    expect(waiting.next(calmPage(), look, 800)).toBe('look-again');
    expect(waiting.next(calmPage(), { ...look, found: true }, 900)).toBe('write');
  });

  it('do not wait for a page that never comes to rest', () => {
    const restless = new Settling(TIMES);
    restless.documentArrived(0);
    const waiting = new PageWait(wait, TIMES);
    expect([4_900, 5_000].map((at) => waiting.next(restless, look, at))).toEqual(['look-again', 'step']);
  });
});
