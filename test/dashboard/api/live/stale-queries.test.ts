import { expect, test } from 'vitest';
import { queriesOf } from '../../../../dashboard/api/live/stale-queries.ts';
import { EVENT_TYPES } from '../../../../domain/system/event/event.ts';

const event = (type: (typeof EVENT_TYPES)[number]) => ({
  id: '1',
  type,
  at: '2026-11-26T14:00:00Z',
  jobId: 'job_1',
  runId: 'run_1',
  data: {},
});

test.each(EVENT_TYPES.filter((type) => type !== 'run.progress'))(
  'the event %s makes some query old',
  (type) => {
    expect(queriesOf(event(type))).not.toEqual([]);
  },
);

test('progress makes nothing old: screens take it from the event', () => {
  expect(queriesOf(event('run.progress'))).toEqual([]);
});

test('a run that moved makes its run, its job and the lists of both old', () => {
  expect(queriesOf(event('run.state'))).toEqual(
    expect.arrayContaining([['run', 'run_1'], ['runs'], ['job', 'job_1'], ['jobs'], ['overview']]),
  );
});

test('a sentence about a change makes the change old that is shown', () => {
  expect(queriesOf(event('change.summarized'))).toContainEqual(['change']);
});

test.each(['run.finished', 'page.changed', 'page.removed', 'change.marked', 'price.changed'] as const)(
  '%s makes the page that is shown old',
  (type) => {
    expect(queriesOf(event(type))).toContainEqual(['page']);
  },
);
