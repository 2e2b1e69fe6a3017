// What is said of a job's future: per state a sentence, what comes next, and what holds it up.
import { describe, expect, it } from 'vitest';
import type { JobTrouble } from '../../../../domain/job/job-trouble.ts';
import { JOB_STATES } from '../../../../domain/run/job-state.ts';
import {
  type ActiveRun,
  type LastRun,
  type OutlookFacts,
  headlineOf,
  outlookOf,
} from '../../../../domain/job/outlook/outlook.ts';

const LAST: LastRun = { runId: 'run_1', seq: 12, state: 'completed', at: 1_000, ending: null };
const WORSE: JobTrouble = {
  kind: 'degraded',
  subject: 'pages',
  text: '3 pages were read; usually 40, 40 to 40.',
  remedy: null,
  since: new Date(0),
  runId: 'run_1',
};
const RUN: ActiveRun = {
  runId: 'run_2',
  seq: 13,
  state: 'running',
  phase: 'crawling',
  discovered: 51,
  done: 34,
  isIdle: false,
  reasons: [],
};

const HELD_BACK = {
  at: new Date(1_000),
  trigger: 'schedule',
  detail: 'The plan "free" allows 2 runs at a time, and 2 are in use.',
  remedy: 'Wait until a run has ended.',
  until: new Date(9_000),
} as const;

function facts(more: Partial<OutlookFacts>): OutlookFacts {
  return {
    state: 'created',
    hasSchedule: false,
    nextRunAt: null,
    retryAt: null,
    failedInRow: 0,
    buffered: null,
    heldBack: null,
    run: null,
    last: null,
    trouble: null,
    missed: null,
    skipped: [],
    ...more,
  };
}

describe('the headline', () => {
  it.each([
    [{}, 'Ready, and never run: start it when you like.'],
    // A paused job without a schedule that was resumed.
    [{ last: LAST }, 'Ready: start it when you like.'],
    [{ state: 'scheduled', nextRunAt: 9 }, 'Waiting for its first run.'],
    [{ state: 'scheduled', last: LAST }, 'All is well: run 12 completed, and the next one is planned.'],
    [
      { state: 'scheduled', last: LAST, trouble: WORSE },
      'Run 12 went worse than usual; the next one is planned all the same.',
    ],
    [
      { state: 'scheduled', retryAt: 9, failedInRow: 1, last: LAST },
      'Run 12 failed and is tried again by itself.',
    ],
    [{ state: 'scheduled', failedInRow: 3 }, 'The last 3 runs failed; the next one is planned all the same.'],
    [
      { state: 'scheduled', failedInRow: 1, heldBack: HELD_BACK },
      'The last start was held back. The plan "free" allows 2 runs at a time, and 2 are in use.',
    ],
    [{ state: 'running', run: RUN }, 'Run 13 is going on: 34 of 51 pages are done.'],
    [{ state: 'running' }, 'A run is going on.'],
    [
      { state: 'running', run: { ...RUN, discovered: 1, done: 0 } },
      'Run 13 is going on: its page is being looked at.',
    ],
    [{ state: 'paused', run: RUN }, 'Paused in the middle of run 13: 17 pages are left.'],
    [
      { state: 'scheduled', last: LAST, trouble: { ...WORSE, kind: 'gated' } },
      'Run 12 closed a quality gate; the job was resumed, and the next one is planned.',
    ],
    [{ state: 'paused' }, 'Paused: its schedule waits until you resume.'],
    [
      { state: 'paused', trouble: { ...WORSE, kind: 'gated' } },
      'Paused by its quality gate: nothing runs until you resume.',
    ],
    [{ state: 'failed', failedInRow: 2 }, 'The last 2 runs failed, and nothing tries again by itself.'],
    [
      { state: 'completed', last: { ...LAST, seq: null } },
      'Done: the last run completed, and nothing starts the next one.',
    ],
  ] as const)('of %j is "%s"', (more, words) => {
    expect(headlineOf(facts(more))).toBe(words);
  });

  it('is said for every state, in one sentence with an end', () => {
    for (const state of JOB_STATES) expect(headlineOf(facts({ state }))).toMatch(/^[A-Z].+\.$/);
  });

  it('tells why a start was held back, until a run goes on again', () => {
    const held = facts({ state: 'scheduled', heldBack: HELD_BACK });
    expect(outlookOf(held).waiting).toEqual([
      { code: 'plan-limit', detail: HELD_BACK.detail, remedy: HELD_BACK.remedy, until: 9_000 },
    ]);
    expect(outlookOf({ ...held, state: 'running', run: RUN }).waiting).toEqual([]);
  });

  it('names what a run waits for, but not its usual work', () => {
    const waits = {
      code: 'circuit-open',
      detail: 'larch.example gave nothing but failures.',
      remedy: 'Wait.',
    } as const;
    const works = { code: 'working', detail: '1 chunk is open.' } as const;
    const waiting = facts({ state: 'running', run: { ...RUN, isIdle: true, reasons: [waits, works] } });
    expect(outlookOf(waiting)).toMatchObject({
      headline: 'Run 13 waits. larch.example gave nothing but failures.',
      waiting: [waits],
    });
    const busy = facts({ state: 'running', run: { ...RUN, reasons: [works] } });
    expect(outlookOf(busy).waiting).toEqual([]);
  });
});

describe('what comes next', () => {
  it.each([
    [{}, 'nobody', null],
    [{ state: 'scheduled', hasSchedule: true, nextRunAt: 9 }, 'schedule', 9],
    [{ state: 'scheduled', hasSchedule: true, nextRunAt: 9, retryAt: 7 }, 'retry', 7],
    [{ state: 'running', buffered: { trigger: 'manual' }, nextRunAt: 9 }, 'buffered', null],
    [{ state: 'running', nextRunAt: 9 }, 'schedule', 9],
    [{ state: 'running' }, 'run-end', null],
    [{ state: 'stopping', nextRunAt: 9 }, 'run-end', null],
    [{ state: 'paused', nextRunAt: 9 }, 'resume', null],
    [{ state: 'stopped', hasSchedule: true, nextRunAt: null }, 'nobody', null],
    [{ state: 'archived' }, 'nobody', null],
  ] as const)('of %j is %s at %s', (more, kind, at) => {
    expect(outlookOf(facts(more)).next).toMatchObject({ kind, at });
  });

  it('says how a job without a time gets one', () => {
    expect(outlookOf(facts({ state: 'stopped', hasSchedule: true })).next.why).toContain(
      'back on its schedule',
    );
    expect(outlookOf(facts({ state: 'created' })).next.why).toContain('has no schedule');
    expect(outlookOf(facts({ state: 'archived' })).next.why).toContain('restore');
  });
});

it('tells why the runs of a job fail, with the remedy', () => {
  const ending = {
    code: 'host-unavailable',
    detail: 'larch.example answers 403 to everything.',
    remedy: 'Slow down.',
  } as const;
  const failing = outlookOf(
    facts({ state: 'failed', failedInRow: 2, last: { ...LAST, state: 'failed', ending } }),
  ).failing;
  expect(failing).toEqual({ inRow: 2, reason: ending.detail, remedy: 'Slow down.' });
  expect(outlookOf(facts({ last: LAST })).failing).toBeNull();
});

it('tells the times of the schedule without a run of their own, and why', () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 1, 12, minute));
  const skipped = [
    { from: at(0), until: at(2), count: 3, why: 'held' },
    { from: at(5), until: at(5), count: 1, why: 'missed' },
  ] as const;
  expect(outlookOf(facts({ skipped })).skipped).toEqual({
    text: '4 times of the schedule in the last 7 days got no run of their own: 1 missed while Webloom was away or late, 3 left out because a run was going on (overlap).',
    times: skipped,
  });
  expect(outlookOf(facts({ skipped: skipped.slice(1) })).skipped?.text).toBe(
    '1 time of the schedule in the last 7 days got no run of its own: missed while Webloom was away or late.',
  );
  expect(outlookOf(facts({})).skipped).toBeNull();
});

it('tells what was missed while Webloom was away, and what became of it', () => {
  const [from, until] = [new Date(2_000), new Date(5_000)];
  const missed = { from, until, count: 3, madeUp: 1, waiting: [], left: 0, foundAt: until, workflowId: null };
  expect(outlookOf(facts({ missed })).missed).toMatchObject({
    text: '3 times of the schedule were missed while Webloom was away or late: one was made up.',
    from,
    until,
  });
  expect(outlookOf(facts({})).missed).toBeNull();
});
