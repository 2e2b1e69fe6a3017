// Pause, resume and stop as the workflow sees them. The API has moved the run document before it signals; a signal sent
// by hand carries no number, so the workflow makes the transition itself, in an activity.
import { setHandler } from '@temporalio/workflow';
import type { RunState } from '../domain/run/lifecycle.ts';
import { type ControlSignal, pauseSignal, resumeSignal, stopSignal } from './messages.ts';

type ControlEvent = 'pause' | 'resume' | 'stop';

const SIGNALED: Readonly<Record<ControlEvent, RunState>> = {
  pause: 'paused',
  resume: 'running',
  stop: 'stopping',
};

export interface RunControl {
  state: RunState;
  /** Highest gate number acted on. */
  gateSeq: number;
  /** Highest gate number told to the database. */
  ackedGateSeq: number;
  /** Events sent by hand, waiting for their transition. */
  readonly byHand: ControlEvent[];
  /** The gate was found closed before its signal came: what it says is to be read. */
  gateAhead: boolean;
}

/** Handlers only note what was said: they are synchronous and never throw. */
export function openControl(state: RunState, gateSeq: number): RunControl {
  const control: RunControl = { state, gateSeq, ackedGateSeq: gateSeq, byHand: [], gateAhead: false };
  const listen = (event: ControlEvent) => (signal?: ControlSignal) => {
    if (signal?.gateSeq === undefined) {
      control.byHand.push(event);
      return;
    }
    if (signal.gateSeq <= control.gateSeq) return;
    control.gateSeq = signal.gateSeq;
    control.state = SIGNALED[event];
  };
  setHandler(pauseSignal, listen('pause'), { description: 'Finish what is in flight, then hold the run.' });
  setHandler(resumeSignal, listen('resume'), { description: 'Go on with a paused run.' });
  setHandler(stopSignal, listen('stop'), { description: 'End the run, keeping what it has.' });
  return control;
}

export function isHeld(control: RunControl): boolean {
  return control.state === 'paused';
}

export function isEnding(control: RunControl): boolean {
  return control.state !== 'paused' && control.state !== 'running' && control.state !== 'starting';
}

/** Something the main loop has to act on. */
export function hasWork(control: RunControl): boolean {
  return control.gateAhead || control.byHand.length > 0 || control.gateSeq > control.ackedGateSeq;
}

/** What the database says counts, unless a signal has said something newer. */
export function takeState(control: RunControl, seen: { state: RunState; gateSeq: number }): void {
  if (seen.gateSeq < control.gateSeq) return;
  control.state = seen.state;
  control.gateSeq = seen.gateSeq;
  control.ackedGateSeq = seen.gateSeq;
}
