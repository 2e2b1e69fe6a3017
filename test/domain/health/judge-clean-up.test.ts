import { expect, test } from 'vitest';
import { judgeCleanUp } from '../../../domain/health/judge-clean-up.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(NOW - days * DAY_MS);

test.each([
  { last: 0.5, watched: 300, state: 'ok', text: 'in the last three days' },
  { last: 2.9, watched: 0, state: 'ok', text: 'in the last three days' },
  { last: 3, watched: 0, state: 'warning', text: 'None was done for 3 days' },
  { last: 12.5, watched: 0, state: 'warning', text: 'None was done for 12 days' },
  { last: null, watched: 1, state: 'ok', text: 'The first one comes tonight' },
  { last: null, watched: 3.5, state: 'warning', text: 'None was done for 3 days' },
])('a clean-up $last days ago, looked for since $watched days: $state', ({ last, watched, state, text }) => {
  const facts = {
    lastAt: last === null ? null : daysAgo(last),
    freedBytes: 7,
    watchedSince: daysAgo(watched).getTime(),
  };
  const part = judgeCleanUp(facts, NOW);
  expect(part).toMatchObject({ id: 'clean-up', state, text: expect.stringContaining(text) });
  expect(part.remedy === null).toBe(state === 'ok');
});

test('a store that does not answer says nothing about clean-ups', () => {
  expect(judgeCleanUp(null, NOW)).toMatchObject({ state: 'unknown', remedy: null });
});
