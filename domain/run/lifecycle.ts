// The run's lifecycle: one table and one reducer. API, workflow activity and monitor ask `nextRun` before
// they move a run, and write the answer by compare-and-set on (state, gateSeq).

export const RUN_STATES = [
  'starting',
  'running',
  'paused',
  'stopping',
  'finalizing',
  'completed',
  'failed',
  'stopped',
] as const;
export type RunState = (typeof RUN_STATES)[number];

export const RUN_ENDINGS = ['completed', 'failed', 'stopped'] as const;
export type RunEnding = (typeof RUN_ENDINGS)[number];

/** What the run works on; a pause does not change it. */
export type RunPhase = 'discovering' | 'crawling';

/** `end` comes last, when all chunks are dealt with and the ending is known. */
export const RUN_EVENTS = ['started', 'pause', 'resume', 'stop', 'finalize', 'end'] as const;
export type RunEvent = (typeof RUN_EVENTS)[number];

type Move = RunState | 'same' | 'by-phase' | 'phase-on' | 'by-ending';

export const RUN_TABLE: Readonly<Record<RunState, Partial<Record<RunEvent, Move>>>> = {
  starting: { started: 'running', pause: 'paused', stop: 'stopping', finalize: 'finalizing' },
  running: { started: 'same', pause: 'paused', resume: 'same', stop: 'stopping', finalize: 'finalizing' },
  paused: {
    started: 'phase-on',
    pause: 'same',
    resume: 'by-phase',
    stop: 'stopping',
    finalize: 'finalizing',
  },
  stopping: { stop: 'same', finalize: 'finalizing' },
  finalizing: { stop: 'same', finalize: 'same', end: 'by-ending' },
  completed: {},
  failed: {},
  stopped: {},
};

export interface RunPosition {
  readonly state: RunState;
  readonly phase: RunPhase;
  /** The state `end` leads to; absent until it is known. */
  readonly ending?: RunEnding | undefined;
}

export type NextRunState =
  | { readonly ok: true; readonly state: RunState; readonly phase: RunPhase; readonly same: boolean }
  | { readonly ok: false; readonly state: RunState; readonly allowed: readonly RunEvent[] };

export function allowedRunEvents(state: RunState): RunEvent[] {
  return RUN_EVENTS.filter((event) => RUN_TABLE[state][event] !== undefined);
}

export function nextRun(position: RunPosition, event: RunEvent): NextRunState {
  const { state, phase, ending } = position;
  const move = RUN_TABLE[state][event];
  if (move === undefined) return { ok: false, state, allowed: allowedRunEvents(state) };
  const nextPhase: RunPhase = event === 'started' ? 'crawling' : phase;
  if (move === 'same') return { ok: true, state, phase, same: true };
  if (move === 'phase-on') return { ok: true, state, phase: nextPhase, same: phase === nextPhase };
  if (move === 'by-phase') {
    return { ok: true, state: phase === 'discovering' ? 'starting' : 'running', phase, same: false };
  }
  if (move !== 'by-ending') return { ok: true, state: move, phase: nextPhase, same: false };
  return ending === undefined
    ? { ok: false, state, allowed: allowedRunEvents(state) }
    : { ok: true, state: ending, phase, same: false };
}

export function isTerminal(state: RunState): state is RunEnding {
  return state === 'completed' || state === 'failed' || state === 'stopped';
}

/** While the gate is open, pages may be fetched. Only pause and stop close it. */
export function mayFetch(state: RunState): boolean {
  return state === 'starting' || state === 'running';
}

/** The events that reach a run's workflow as signals: sent by Webloom, or by hand in Temporal. */
export const RUN_SIGNALS = ['pause', 'resume', 'stop'] as const satisfies readonly RunEvent[];
export type RunSignal = (typeof RUN_SIGNALS)[number];

/**
 * The state a workflow assumes on a signal. A run resumed before its discovery is really `starting`; the
 * workflow reads that from the run document.
 */
export const SIGNALED: Readonly<Record<RunSignal, RunState>> = {
  pause: 'paused',
  resume: 'running',
  stop: 'stopping',
};

export function isSignal(event: RunEvent): event is RunSignal {
  return RUN_SIGNALS.some((signal) => signal === event);
}

/** The signal that brings a workflow up to its run's state; null: no signal is needed. */
export function signalOf(state: RunState): RunSignal | null {
  if (state === 'paused') return 'pause';
  if (state === 'stopping') return 'stop';
  return mayFetch(state) ? 'resume' : null;
}
