import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATES } from '../../../domain/run/job-state.ts';
import {
  allowedJobEvents,
  deriveJobState,
  idleSituation,
  JOB_EVENTS,
  JOB_TABLE,
  type JobSituation,
  movedJob,
  nextJob,
} from '../../../domain/job/lifecycle.ts';
import {
  nextRun,
  RUN_ENDINGS,
  RUN_SIGNALS,
  RUN_STATES,
  type RunPosition,
} from '../../../domain/run/lifecycle.ts';
import { readLifecycleTable } from '../../support/lifecycle-table.ts';

const situation: fc.Arbitrary<JobSituation> = fc.record({
  state: fc.constantFrom(...JOB_STATES),
  held: fc.boolean(),
  recurring: fc.boolean(),
  phase: fc.constantFrom('discovering', 'crawling'),
});

describe('the table of jobs', () => {
  it('is the one in docs/lifecycle.md', () => {
    expect(JOB_TABLE).toEqual(readLifecycleTable('job'));
  });

  it('has a row for every state and no event of its own', () => {
    expect(Object.keys(JOB_TABLE)).toEqual([...JOB_STATES]);
    const named = Object.values(JOB_TABLE).flatMap((row) => Object.keys(row));
    expect(named.filter((event) => !JOB_EVENTS.some((known) => known === event))).toEqual([]);
  });

  it('reaches no undefined state by any sequence of events, and every refusal names the moves that are possible', () => {
    fc.assert(
      fc.property(situation, fc.array(fc.constantFrom(...JOB_EVENTS), { maxLength: 30 }), (start, events) => {
        let now = start;
        for (const event of events) {
          const step = nextJob(now, event);
          if (!step.ok) {
            expect(step.allowed).toEqual(allowedJobEvents(now.state));
            expect(step.allowed).not.toContain(event);
            expect(step.state).toBe(now.state);
          } else if ('state' in step) {
            expect(JOB_STATES).toContain(step.state);
            if (step.same) expect(step.state).toBe(now.state);
            now = { ...now, state: step.state };
          }
        }
      }),
    );
  });

  it('leaves no state without a way out, archived by restore alone', () => {
    for (const state of JOB_STATES) expect(allowedJobEvents(state).length).toBeGreaterThan(0);
    expect(allowedJobEvents('archived')).toEqual(['archive', 'restore']);
  });

  it('lets only schedule, start and archive leave stopped', () => {
    const leaving = JOB_EVENTS.filter((event) => {
      const step = nextJob({ state: 'stopped', held: false, recurring: true }, event);
      return step.ok && 'state' in step && !step.same;
    });
    expect(leaving).toEqual(['schedule', 'start', 'archive']);
  });
});

describe('the footnotes of the table', () => {
  it.each([
    { held: true, recurring: true, phase: 'discovering', event: 'resume', state: 'starting' },
    { held: true, recurring: false, phase: 'crawling', event: 'resume', state: 'running' },
    { held: false, recurring: true, phase: 'crawling', event: 'resume', state: 'scheduled' },
    { held: false, recurring: false, phase: 'crawling', event: 'resume', state: 'created' },
    { held: true, recurring: true, phase: 'crawling', event: 'stop', state: 'stopping' },
    { held: false, recurring: true, phase: 'crawling', event: 'stop', state: 'stopped' },
    { held: true, recurring: true, phase: 'crawling', event: 'fail', state: 'paused' },
    { held: false, recurring: false, phase: 'crawling', event: 'fail', state: 'paused' },
    { held: false, recurring: true, phase: 'crawling', event: 'complete', state: 'paused' },
    { held: false, recurring: false, phase: 'crawling', event: 'complete', state: 'completed' },
  ] as const)('a paused job (held $held, recurring $recurring, $phase) becomes $state by $event', (row) => {
    const { event, state, ...rest } = row;
    expect(nextJob({ ...rest, state: 'paused' }, event)).toMatchObject({ ok: true, state });
  });
});

describe('a one-off job that is resumed without a run', () => {
  it.each([
    ['completed', 'completed'],
    ['failed', 'failed'],
    ['scheduled', 'created'],
    ['running', 'created'],
  ] as const)('is what it was when it was paused: %s gives %s', (pausedFrom, state) => {
    const paused = { state: 'paused', held: false, pausedFrom } as const;
    expect(nextJob({ ...paused, recurring: false }, 'resume')).toMatchObject({ ok: true, state });
    expect(nextJob({ ...paused, recurring: true }, 'resume')).toMatchObject({ ok: true, state: 'scheduled' });
  });
});

describe('a move that depends on more than the state', () => {
  it.each([
    { from: 'stopping', held: true, recurring: true, event: 'stop', to: 'stopping' },
    { from: 'stopping', held: false, recurring: true, event: 'stop', to: 'stopped' },
    { from: 'stopped', held: false, recurring: true, event: 'schedule', to: 'scheduled' },
    { from: 'stopped', held: false, recurring: false, event: 'schedule', to: 'created' },
    { from: 'starting', held: false, recurring: true, event: 'start', to: 'starting' },
  ] as const)('$event of a job that is $from (held $held, recurring $recurring) leads to $to', (row) => {
    const { from, held, recurring, event, to } = row;
    expect(nextJob({ state: from, held, recurring }, event)).toEqual({
      ok: true,
      state: to,
      same: from === to,
    });
  });

  it('is left to the overlap policy while a run is held', () => {
    const held = { state: 'running', held: true, recurring: true } as const;
    expect(nextJob(held, 'start')).toEqual({ ok: true, overlap: true });
  });

  it('is a fault where the table has none', () => {
    expect(movedJob(idleSituation('running', {}), 'complete')).toBe('completed');
    expect(() => movedJob(idleSituation('archived', {}), 'complete')).toThrow(
      "A job that is archived can't complete",
    );
  });
});

describe('the state of a job that holds a run', () => {
  it('is the derived one: the tables of job and run agree on every move both allow', () => {
    const position: fc.Arbitrary<RunPosition> = fc.record({
      state: fc.constantFrom('starting', 'running', 'paused', 'stopping'),
      phase: fc.constantFrom('discovering', 'crawling'),
    });
    fc.assert(
      fc.property(position, fc.constantFrom(...RUN_SIGNALS), (run, event) => {
        // `starting` means discovering, `running` crawling; only a pause keeps both.
        fc.pre(run.state !== 'starting' || run.phase === 'discovering');
        fc.pre(run.state !== 'running' || run.phase === 'crawling');
        const job = nextJob(
          { state: deriveJobState(run), held: true, recurring: true, phase: run.phase },
          event,
        );
        if (!job.ok || !('state' in job)) return;
        const moved = nextRun(run, event);
        expect(moved.ok).toBe(true);
        if (moved.ok) expect(deriveJobState(moved)).toBe(job.state);
      }),
    );
  });

  it('is defined for every run', () => {
    for (const state of RUN_STATES) {
      for (const ending of RUN_ENDINGS) expect(JOB_STATES).toContain(deriveJobState({ state, ending }));
    }
  });

  it.each([
    ['stopped', 'stopping'],
    ['completed', 'running'],
    ['failed', 'running'],
    [undefined, 'running'],
  ] as const)('shows a finalizing run that ends %s as %s', (ending, shown) => {
    expect(deriveJobState({ state: 'finalizing', ending })).toBe(shown);
  });
});
