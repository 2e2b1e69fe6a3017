import { expect, test } from 'vitest';
import type { RoleScalingView } from '../../../../api/schemas/agent/scaling.ts';
import {
  countWords,
  latestChanges,
  rangeSentence,
  reasonSentence,
} from '../../../../dashboard/operation/agent-list/scaling-words.ts';

const RANGE = { floor: 1, ceiling: 4 };

test.each([
  [{ wanted: 2, running: 2, range: { floor: 2, ceiling: 2 } }, '2, fixed'],
  [{ wanted: 2, running: 2, range: RANGE }, '2 of 1 to 4'],
  [{ wanted: 3, running: 2, range: RANGE }, '2 of 1 to 4, 3 are wanted'],
  [{ wanted: 1, running: 2, range: RANGE }, '2 of 1 to 4, 1 is wanted'],
  [{ wanted: 3, running: null, range: RANGE }, '3 of 1 to 4'],
] as const)('%j is %s', (given, words) => {
  expect(countWords(given)).toBe(words);
});

test('the latest changes of all roles come newest first, as sentences', () => {
  const item = (role: RoleScalingView['role'], ...times: string[]): RoleScalingView => ({
    role,
    wanted: 1,
    running: 1,
    reason: '',
    since: null,
    lookedAt: null,
    range: RANGE,
    setBy: null,
    setAt: null,
    signs: null,
    decisions: times.map((at) => ({ at, from: 1, to: 2, reason: '200 pages wait' })),
  });
  const changes = latestChanges(
    [item('scraper', '2026-01-15T12:02Z', '2026-01-15T12:00Z'), item('pipeline', '2026-01-15T12:01Z')],
    2,
  );
  expect(changes.map(({ role, at }) => `${role} ${at}`)).toEqual([
    'scraper 2026-01-15T12:02Z',
    'pipeline 2026-01-15T12:01Z',
  ]);
  expect(reasonSentence('the number is fixed')).toBe('The number is fixed.');
});

test('a range that was set is told in a sentence', () => {
  expect(rangeSentence('scraper', RANGE)).toBe('Scrapers: 1 to 4, as the work asks.');
  expect(rangeSentence('pipeline', { floor: 2, ceiling: 2 })).toBe('Pipelines: 2, fixed.');
});
