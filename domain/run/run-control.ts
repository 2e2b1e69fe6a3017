// Pause, resume and stop as the workflow of a run sees them: a value, and what is said to it. The API has moved the run
// document before it signals, and numbers its signals by the gate. A signal sent by hand (Temporal UI or CLI) has no number:
// its transition is still to be made.
import { type RunSignal, type RunState, SIGNALED, isGateOpen } from './lifecycle.ts';

export interface RunControl {
  readonly state: RunState;
  /** Highest gate number acted on. */
  readonly gateSeq: number;
  /** Highest gate number told to the database. */
  readonly ackedGateSeq: number;
  /** Signals sent by hand that wait for their transition. */
  readonly byHand: readonly RunSignal[];
  /** The gate was found closed before its signal came: what it says is to be read. */
  readonly gateAhead: boolean;
}

/** What the database says of the run. */
export interface SeenState {
  readonly state: RunState;
  readonly gateSeq: number;
}

export function openControl(state: RunState, gateSeq: number): RunControl {
  return { state, gateSeq, ackedGateSeq: gateSeq, byHand: [], gateAhead: false };
}

/** A signal has come. One that was overtaken by a later one says nothing any more. */
export function hear(control: RunControl, signal: RunSignal, gateSeq: number | undefined): RunControl {
  if (gateSeq === undefined) return { ...control, byHand: [...control.byHand, signal] };
  return gateSeq <= control.gateSeq ? control : { ...control, gateSeq, state: SIGNALED[signal] };
}

/** What the database said counts, unless a signal has said something newer. */
export function see(control: RunControl, { state, gateSeq }: SeenState): RunControl {
  return gateSeq < control.gateSeq ? control : { ...control, state, gateSeq, ackedGateSeq: gateSeq };
}

/** What is to be said to the database: a transition asked for by hand, or else (null) which gate the run acts on. */
export function nextByHand({ byHand }: RunControl): RunSignal | null {
  return byHand[0] ?? null;
}

/** It is being said. */
export function telling(control: RunControl): RunControl {
  return { ...control, byHand: control.byHand.slice(1), gateAhead: false };
}

/** The database has answered. */
export function told(control: RunControl, seen: SeenState): RunControl {
  const after = see(control, seen);
  return { ...after, ackedGateSeq: Math.max(after.ackedGateSeq, seen.gateSeq) };
}

export function isHeld({ state }: RunControl): boolean {
  return state === 'paused';
}

export function isEnding({ state }: RunControl): boolean {
  return state !== 'paused' && !isGateOpen(state);
}

/** There is something to be said to the database. */
export function hasWork({ gateAhead, byHand, gateSeq, ackedGateSeq }: RunControl): boolean {
  return gateAhead || byHand.length > 0 || gateSeq > ackedGateSeq;
}
