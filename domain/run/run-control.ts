// Pause, resume and stop as the workflow of a run sees them: one value, changed by what the workflow hears.
// The API moves the run document before it sends a signal, and numbers the signal by the gate. A signal sent
// by hand (Temporal UI or CLI) has no number: the workflow itself still has to move the run document.
import { type RunSignal, type RunState, SIGNALED, mayFetch } from './lifecycle.ts';

export interface RunControl {
  readonly state: RunState;
  /** Highest gate number acted on. */
  readonly gateSeq: number;
  /** Highest gate number acknowledged in the database. */
  readonly ackedGateSeq: number;
  /** Signals sent by hand that wait for their transition. */
  readonly byHand: readonly RunSignal[];
  /** An activity found the gate closed before its signal arrived: the run document has to be read. */
  readonly gateAhead: boolean;
}

/** State and gate of the run document. */
export interface SeenState {
  readonly state: RunState;
  readonly gateSeq: number;
}

export function openControl(state: RunState, gateSeq: number): RunControl {
  return { state, gateSeq, ackedGateSeq: gateSeq, byHand: [], gateAhead: false };
}

/** A signal has arrived. It is ignored when a later signal arrived before it. */
export function hear(control: RunControl, signal: RunSignal, gateSeq: number | undefined): RunControl {
  if (gateSeq === undefined) return { ...control, byHand: [...control.byHand, signal] };
  return gateSeq <= control.gateSeq ? control : { ...control, gateSeq, state: SIGNALED[signal] };
}

/** Takes over the state of the run document, unless a signal has brought a higher gate number. */
export function see(control: RunControl, { state, gateSeq }: SeenState): RunControl {
  return gateSeq < control.gateSeq ? control : { ...control, state, gateSeq, ackedGateSeq: gateSeq };
}

/** The oldest transition asked for by hand, to be made next; null: only acknowledge the gate. */
export function nextByHand({ byHand }: RunControl): RunSignal | null {
  return byHand[0] ?? null;
}

/** The write that `nextByHand` names has begun. */
export function telling(control: RunControl): RunControl {
  return { ...control, byHand: control.byHand.slice(1), gateAhead: false };
}

/** The write has ended; `seen` is the run document after it. */
export function told(control: RunControl, seen: SeenState): RunControl {
  const after = see(control, seen);
  return { ...after, ackedGateSeq: Math.max(after.ackedGateSeq, seen.gateSeq) };
}

export function isPaused({ state }: RunControl): boolean {
  return state === 'paused';
}

export function isEnding({ state }: RunControl): boolean {
  return state !== 'paused' && !mayFetch(state);
}

/** The workflow has to read or write the run document. */
export function hasWork({ gateAhead, byHand, gateSeq, ackedGateSeq }: RunControl): boolean {
  return gateAhead || byHand.length > 0 || gateSeq > ackedGateSeq;
}
