import { describe, expect, it } from 'vitest';
import {
  type ChunkState,
  PAGE_LIMITS,
  SOURCE_LIMITS,
  isNothingSoon,
  isSomethingDue,
  nextChunkMove,
  nextTime,
  usableUntil,
} from '../../../../domain/run/dispatch/chunk-end.ts';

const START = 1_000_000;

function state(fields: Partial<ChunkState> = {}): ChunkState {
  return { startedAt: START, firstEndAt: null, movedAt: START, isSomethingDue: false, ...fields };
}

describe('a chunk of pages', () => {
  const answered = { firstEndAt: START + 100 };
  it.each([
    ['goes on while its hosts answer', { ...answered, movedAt: START + 7_000 }, 7_500, 'go-on'],
    [
      'asks for nothing new once its first answer is old',
      { ...answered, movedAt: START + 7_500 },
      7_700,
      'rest',
    ],
    ['leaves what takes longer than a moment more', { ...answered, movedAt: START + 8_500 }, 8_700, 'leave'],
    [
      'does not wait with answers for a host that is silent',
      { ...answered, movedAt: START + 200 },
      2_700,
      'leave',
    ],
    [
      'waits for what is due soon',
      { ...answered, movedAt: START + 200, isSomethingDue: true },
      2_700,
      'go-on',
    ],
    ['waits long where nobody waits for its answers', {}, 4_900, 'go-on'],
    ['does not wait for ever where nobody waits for its answers', {}, 5_100, 'leave'],
    ['waits for its turn', { movedAt: START + 60_000 }, 60_100, 'go-on'],
    ['waits for its turn no longer than that', { movedAt: START + 600_000 }, 600_000, 'rest'],
  ] as const)('%s', (_, fields, afterMs, step) => {
    expect(nextChunkMove(state(fields), PAGE_LIMITS, START + afterMs)).toBe(step);
  });
});

it('documents of a source are waited for together', () => {
  const first = state({ firstEndAt: START, movedAt: START });
  expect(nextChunkMove(first, SOURCE_LIMITS, START + 300_000)).toBe('go-on');
  expect(nextChunkMove(first, SOURCE_LIMITS, START + 600_000)).toBe('rest');
});

describe('what a chunk waits for', () => {
  const done = { mode: 'done', dueAt: 0, replyBy: 0 } as const;
  const sent = { mode: 'sent', dueAt: 0, replyBy: START + 900 } as const;
  const waiting = { mode: 'waiting', dueAt: START + 500, replyBy: 0 } as const;

  it('is something due until the horizon', () => {
    expect(isSomethingDue([done, sent, waiting], START, START + 500)).toBe(true);
    expect(isSomethingDue([done, sent, waiting], START, START + 499)).toBe(false);
    expect(isSomethingDue([waiting], START + 500, START + 900)).toBe(false);
  });

  it('is nothing when nothing is out and the rest is due later', () => {
    expect(isNothingSoon([done, waiting], START + 499)).toBe(true);
    expect(isNothingSoon([done, waiting], START + 500)).toBe(false);
    expect(isNothingSoon([done, sent], START + 499)).toBe(false);
  });

  it('comes first of what is due and what is overdue', () => {
    expect(nextTime([done, sent, waiting], START)).toBe(START + 500);
    expect(nextTime([done, sent, waiting], START + 500)).toBe(START + 900);
    expect(nextTime([done], START)).toBe(Number.POSITIVE_INFINITY);
  });
});

it('a slot is of use until the chunk hands on what it has, at any time before its first visit has ended', () => {
  expect(usableUntil(null, PAGE_LIMITS)).toBe(Number.POSITIVE_INFINITY);
  expect(usableUntil(1_000, PAGE_LIMITS)).toBe(1_000 + PAGE_LIMITS.showMs + PAGE_LIMITS.graceMs);
  expect(usableUntil(1_000, SOURCE_LIMITS)).toBe(Number.POSITIVE_INFINITY);
});
