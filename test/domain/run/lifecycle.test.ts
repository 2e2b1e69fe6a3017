import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowedRunEvents,
  mayFetch,
  isSignal,
  isTerminal,
  nextRun,
  RUN_ENDINGS,
  RUN_EVENTS,
  RUN_SIGNALS,
  RUN_STATES,
  RUN_TABLE,
  type RunPosition,
  SIGNALED,
  signalOf,
} from '../../../domain/run/lifecycle.ts';
import { readLifecycleTable } from '../../support/lifecycle-table.ts';

const START: RunPosition = { state: 'starting', phase: 'discovering' };

function walk(events: readonly (typeof RUN_EVENTS)[number][]): RunPosition[] {
  const seen: RunPosition[] = [START];
  let now = START;
  for (const event of events) {
    const step = nextRun({ ...now, ending: 'completed' }, event);
    if (!step.ok) continue;
    now = { state: step.state, phase: step.phase };
    seen.push(now);
  }
  return seen;
}

const sequences = fc.array(fc.constantFrom(...RUN_EVENTS), { maxLength: 30 });

describe('the table of runs', () => {
  it('is the one in docs/lifecycle.md', () => {
    expect(RUN_TABLE).toEqual(readLifecycleTable('run'));
  });

  it('reaches no undefined state by any sequence of events', () => {
    fc.assert(
      fc.property(sequences, (events) => {
        for (const { state, phase } of walk(events)) {
          expect(RUN_STATES).toContain(state);
          expect(['discovering', 'crawling']).toContain(phase);
        }
      }),
    );
  });

  it('never fetches again once a stop or an ending was asked for', () => {
    fc.assert(
      fc.property(sequences, (events) => {
        const states = walk(events).map(({ state }) => state);
        const closed = states.findIndex((state) => state === 'stopping' || state === 'finalizing');
        if (closed >= 0) expect(states.slice(closed).some(mayFetch)).toBe(false);
      }),
    );
  });

  it('never goes back from crawling to discovering', () => {
    fc.assert(
      fc.property(sequences, (events) => {
        const phases = walk(events).map(({ phase }) => phase);
        const crawling = phases.indexOf('crawling');
        if (crawling >= 0) expect(phases.slice(crawling)).not.toContain('discovering');
      }),
    );
  });

  it.each(RUN_STATES)('names the possible moves when it refuses one in %s', (state) => {
    for (const event of RUN_EVENTS) {
      const step = nextRun({ state, phase: 'crawling' }, event);
      if (!step.ok) {
        expect(step.allowed).toEqual(allowedRunEvents(state));
        if (event !== 'end') expect(step.allowed).not.toContain(event);
      }
    }
  });

  it('can be ended from every state that is not terminal, and from no other', () => {
    for (const state of RUN_STATES) {
      expect(nextRun({ state, phase: 'crawling' }, 'finalize').ok).toBe(!isTerminal(state));
    }
  });
});

describe('the end', () => {
  it('comes only to a run that is finalizing, in what it ends in', () => {
    for (const state of RUN_STATES)
      for (const ending of RUN_ENDINGS) {
        const step = nextRun({ state, phase: 'crawling', ending }, 'end');
        expect(step).toMatchObject(state === 'finalizing' ? { ok: true, state: ending } : { ok: false });
      }
  });

  it('is refused while it is not known what the run ends in', () => {
    expect(nextRun({ state: 'finalizing', phase: 'crawling' }, 'end').ok).toBe(false);
  });
});

describe('a pause', () => {
  it('keeps the phase: resume goes on where the run was', () => {
    expect(nextRun({ state: 'paused', phase: 'discovering' }, 'resume')).toMatchObject({ state: 'starting' });
    expect(nextRun({ state: 'paused', phase: 'crawling' }, 'resume')).toMatchObject({ state: 'running' });
  });

  it('lets discovery finish, so that resume starts the crawl', () => {
    const started = nextRun({ state: 'paused', phase: 'discovering' }, 'started');
    expect(started).toEqual({ ok: true, state: 'paused', phase: 'crawling', same: false });
  });

  it('is refused while the run is ending', () => {
    expect(nextRun({ state: 'finalizing', phase: 'crawling' }, 'pause')).toMatchObject({ ok: false });
  });
});

describe('the signals', () => {
  it('are the events a user may ask for', () => {
    expect(RUN_EVENTS.filter(isSignal)).toEqual([...RUN_SIGNALS]);
  });

  it.each(RUN_SIGNALS)('%s leads where the table leads a run that crawls', (signal) => {
    const steps = RUN_STATES.map((state) => nextRun({ state, phase: 'crawling' }, signal));
    const led = steps.filter((step) => step.ok && !step.same).map(({ state }) => state);
    expect(new Set(led)).toEqual(new Set([SIGNALED[signal]]));
  });

  it('tell a workflow again of the state its run is in', () => {
    const told = RUN_STATES.map((state) => [state, signalOf(state)]);
    expect(Object.fromEntries(told)).toEqual({
      starting: 'resume',
      running: 'resume',
      paused: 'pause',
      stopping: 'stop',
      finalizing: null,
      completed: null,
      failed: null,
      stopped: null,
    });
  });
});
