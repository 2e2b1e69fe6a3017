import { beforeEach, describe, expect, it } from 'vitest';
import { LONG_REQUEST_MS, QUIET_MS, Settling } from '../../../../domain/web/render/settle.ts';

let page: Settling;

beforeEach(() => {
  page = new Settling({ startedMs: 0, deadlineMs: 30_000 });
});

/** The document came, and two looks saw the same text. */
function calm(): void {
  page.documentArrived(0);
  page.looked('a');
  page.looked('a');
}

describe('a page is settled', () => {
  it('when nothing was asked for and two looks saw the same', () => {
    calm();
    expect([page.isDone(QUIET_MS - 1), page.isDone(QUIET_MS)]).toEqual([false, true]);
  });

  it('not while its text changes', () => {
    page.documentArrived(0);
    page.looked('a');
    page.looked('b');
    expect(page.isDone(1_000)).toBe(false);
    page.looked('b');
    expect(page.isDone(1_000)).toBe(true);
  });

  it('not while a request is open, and again half a second after the last one ended', () => {
    calm();
    page.requestBegan('1', 400);
    expect(page.isDone(1_000)).toBe(false);
    page.requestEnded('1', 1_000);
    expect([page.isDone(1_499), page.isDone(1_500)]).toEqual([false, true]);
  });

  it('though a stream stays open for ever', () => {
    calm();
    page.requestBegan('poll', 100);
    expect([page.isDone(1_900), page.isDone(100 + LONG_REQUEST_MS)]).toEqual([false, true]);
  });

  it('not before the document is whole, however long that takes', () => {
    page.looked('a');
    page.looked('a');
    expect(page.isDone(29_000)).toBe(false);
  });

  it('anew when another document takes its place', () => {
    calm();
    page.requestBegan('1', 600);
    page.documentBegan();
    expect(page.isDone(5_000)).toBe(false);
    page.documentArrived(0);
    page.looked('a');
    expect(page.isDone(5_000)).toBe(false);
    page.looked('a');
    expect(page.isDone(5_000)).toBe(true);
  });
});

it('a page that never rests is taken as it stands after six tenths of its time', () => {
  page.documentArrived(0);
  for (let now = 0; now < 18_000; now += 100) {
    page.requestBegan(String(now), now);
    page.looked(String(now));
  }
  expect([page.isDone(17_999), page.isDone(18_000)]).toEqual([false, true]);
});
