// The way of a run through its states, as it went and as it may go on: what the drawing of the state machine shows.
import type { RunView } from '../../api/schemas/run/run.ts';
import type { RunState } from '../../domain/run/lifecycle.ts';

export interface PathPhase {
  readonly state: RunState;
  readonly position: 'passed' | 'now' | 'ahead';
  /** When it was reached last, ISO 8601; null: it was not. */
  readonly at: string | null;
  /** How often, where that is more than once. */
  readonly times: number;
  /** How long it took to get there from the state before, ms; null: not known. */
  readonly afterMs: number | null;
}

const MAIN: readonly RunState[] = ['starting', 'running', 'finalizing'];
export const ENDINGS: readonly RunState[] = ['completed', 'failed', 'stopped'];

type Told = Pick<RunView, 'state' | 'history' | 'createdAt' | 'ending'>;

/** States that were visited or lie on the usual way; a pause and a stop are shown only where they happened. */
export function pathOf(run: Told): PathPhase[] {
  const visits = visitsOf(run);
  const isEnded = ENDINGS.includes(run.state);
  const side: RunState[] = (['paused', 'stopping'] as const).filter((state) => visits.has(state));
  const main = isEnded ? MAIN.filter((state) => visits.has(state)) : MAIN;
  const end: RunState = isEnded ? run.state : (run.ending ?? 'completed');
  const [last] = main.slice(-1);
  const before = last === 'finalizing' ? main.slice(0, -1) : main;
  const states = [...before, ...side, ...(last === 'finalizing' ? [last] : []), end];
  return states.map((state) => toStep(run, state, visits));
}

interface Visit {
  readonly at: string;
  readonly times: number;
  readonly afterMs: number | null;
}

function visitsOf({ history, createdAt }: Told): Map<RunState, Visit> {
  const visits = new Map<RunState, Visit>([['starting', { at: createdAt, times: 1, afterMs: null }]]);
  let since = Date.parse(createdAt);
  for (const { at, from, to } of history) {
    const time = Date.parse(at);
    if (from !== to) {
      const state = to as RunState;
      visits.set(state, {
        at,
        times: (visits.get(state)?.times ?? 0) + 1,
        afterMs: Math.max(0, time - since),
      });
      since = time;
    }
  }
  return visits;
}

function toStep({ state: now }: Told, state: RunState, visits: ReadonlyMap<RunState, Visit>): PathPhase {
  const visit = visits.get(state);
  const position = state === now ? 'now' : visit === undefined ? 'ahead' : 'passed';
  return {
    state,
    position,
    at: visit?.at ?? null,
    times: visit?.times ?? 0,
    afterMs: visit?.afterMs ?? null,
  };
}
