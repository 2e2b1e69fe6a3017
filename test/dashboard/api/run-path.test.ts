import { expect, test } from 'vitest';
import { pathOf } from '../../../dashboard/api/run-path.ts';
import type { RunState } from '../../../domain/run/lifecycle.ts';

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 15, 12, 0, seconds)).toISOString();

function path(
  state: RunState,
  moves: [RunState, number][],
  ending: 'completed' | 'failed' | 'stopped' | null = null,
) {
  let from: RunState = 'starting';
  const history = moves.map(([to, seconds]) => {
    const step = { at: at(seconds), from, to, event: '', by: 'test' };
    from = to;
    return step;
  });
  return pathOf({ state, history, createdAt: at(0), ending }).map(
    ({ state: name, position, times, afterMs }) => `${name} ${position} ${times} ${afterMs ?? '-'}`,
  );
}

test('a run that has just begun shows the way that lies ahead', () => {
  expect(path('starting', [])).toEqual([
    'starting now 1 -',
    'running ahead 0 -',
    'finalizing ahead 0 -',
    'completed ahead 0 -',
  ]);
});

test('a pause stands on the way only where it happened, with how often', () => {
  const moves: [RunState, number][] = [
    ['running', 2],
    ['paused', 5],
    ['running', 9],
    ['paused', 10],
  ];
  expect(path('paused', moves)).toEqual([
    'starting passed 1 -',
    'running passed 2 4000',
    'paused now 2 1000',
    'finalizing ahead 0 -',
    'completed ahead 0 -',
  ]);
});

test('a run that has ended shows the way it went, and no other end', () => {
  expect(
    path(
      'stopped',
      [
        ['running', 1],
        ['stopping', 3],
        ['finalizing', 4],
        ['stopped', 5],
      ],
      'stopped',
    ),
  ).toEqual([
    'starting passed 1 -',
    'running passed 1 1000',
    'stopping passed 1 2000',
    'finalizing passed 1 1000',
    'stopped now 1 1000',
  ]);
  expect(
    path(
      'failed',
      [
        ['finalizing', 1],
        ['failed', 2],
      ],
      'failed',
    ),
  ).toEqual(['starting passed 1 -', 'finalizing passed 1 1000', 'failed now 1 1000']);
});

test('a run whose ending is known already leads to it', () => {
  expect(
    path(
      'stopping',
      [
        ['running', 1],
        ['stopping', 2],
      ],
      'stopped',
    ).at(-1),
  ).toBe('stopped ahead 0 -');
});
