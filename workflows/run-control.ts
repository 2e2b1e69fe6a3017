// Signals of a run. The handlers only store what a signal says; they are synchronous and never throw.
import { setHandler } from '@temporalio/workflow';
import type { RunSignal, RunState } from '../domain/run/lifecycle.ts';
import { type RunControl, hear, openControl } from '../domain/run/run-control.ts';
import { type ControlSignal, pauseSignal, resumeSignal, stopSignal } from './messages.ts';

export interface Listening {
  /** Replaced with every signal. */
  control: RunControl;
}

export function listen(state: RunState, gateSeq: number): Listening {
  const listening: Listening = { control: openControl(state, gateSeq) };
  const on = (name: RunSignal) => (signal?: ControlSignal) => {
    listening.control = hear(listening.control, name, signal?.gateSeq);
  };
  setHandler(pauseSignal, on('pause'), { description: 'Finish what is in flight, then hold the run.' });
  setHandler(resumeSignal, on('resume'), { description: 'Go on with a paused run.' });
  setHandler(stopSignal, on('stop'), { description: 'End the run, keeping what it has.' });
  return listening;
}
