import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUN_SIGNALS, SIGNALED } from '../../../domain/run/lifecycle.ts';
import {
  hasWork,
  hear,
  isEnding,
  isPaused,
  nextByHand,
  openControl,
  type RunControl,
  see,
  telling,
  told,
} from '../../../domain/run/run-control.ts';

const RUNNING = openControl('running', 3);

/** Signals with a number, in any order, some of them twice. */
const numbered = fc.array(fc.tuple(fc.constantFrom(...RUN_SIGNALS), fc.integer({ min: 1, max: 12 })), {
  maxLength: 20,
});

describe('a numbered signal', () => {
  it.each(RUN_SIGNALS)('%s leads where its event leads, and is to be acknowledged', (signal) => {
    const control = hear(RUNNING, signal, 4);
    expect(control).toMatchObject({ state: SIGNALED[signal], gateSeq: 4, ackedGateSeq: 3 });
    expect(hasWork(control)).toBe(true);
    expect(nextByHand(control)).toBeNull();
  });

  it('says nothing after a later one, however often it comes', () => {
    fc.assert(
      fc.property(numbered, (signals) => {
        let control: RunControl = RUNNING;
        for (const [signal, gateSeq] of signals) {
          const before = control;
          control = hear(control, signal, gateSeq);
          expect(control.gateSeq).toBe(Math.max(before.gateSeq, gateSeq));
          if (gateSeq <= before.gateSeq) expect(control).toBe(before);
          else expect(control.state).toBe(SIGNALED[signal]);
        }
      }),
    );
  });
});

describe('a signal sent by hand', () => {
  it('changes nothing until the transition is made', () => {
    const control = hear(RUNNING, 'pause', undefined);
    expect(control).toMatchObject({ state: 'running', byHand: ['pause'] });
    expect(isPaused(control)).toBe(false);
    expect(hasWork(control)).toBe(true);
    const after = told(telling(control), { state: 'paused', gateSeq: 4 });
    expect(after).toMatchObject({ state: 'paused', gateSeq: 4, ackedGateSeq: 4, byHand: [] });
    expect(isPaused(after)).toBe(true);
    expect(hasWork(after)).toBe(false);
  });

  it('is dealt with in the order it came, those that come meanwhile too', () => {
    let control = hear(hear(RUNNING, 'pause', undefined), 'resume', undefined);
    expect(nextByHand(control)).toBe('pause');
    control = hear(telling(control), 'stop', undefined);
    control = told(control, { state: 'paused', gateSeq: 4 });
    expect(nextByHand(control)).toBe('resume');
    control = told(telling(control), { state: 'running', gateSeq: 5 });
    expect(nextByHand(control)).toBe('stop');
    control = told(telling(control), { state: 'stopping', gateSeq: 6 });
    expect(isEnding(control)).toBe(true);
    expect(hasWork(control)).toBe(false);
  });
});

describe('what the database says', () => {
  it('counts when it is as new as the latest signal', () => {
    const control = hear(RUNNING, 'resume', 5);
    expect(see(control, { state: 'starting', gateSeq: 5 })).toMatchObject({
      state: 'starting',
      ackedGateSeq: 5,
    });
    expect(see(control, { state: 'paused', gateSeq: 4 })).toBe(control);
  });

  it('leaves something to be said when a signal came meanwhile', () => {
    const control = hear(telling(hear(RUNNING, 'pause', 4)), 'resume', 5);
    const after = told(control, { state: 'paused', gateSeq: 4 });
    expect(after).toMatchObject({ state: 'running', gateSeq: 5, ackedGateSeq: 4 });
    expect(hasWork(after)).toBe(true);
  });

  it('is asked for when the gate was found closed before its signal came', () => {
    const control = { ...RUNNING, gateAhead: true };
    expect(hasWork(control)).toBe(true);
    expect(hasWork(told(telling(control), { state: 'paused', gateSeq: 4 }))).toBe(false);
  });
});
