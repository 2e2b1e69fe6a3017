// Whether runs start in time. Where more starts come than are done, each later one waits longer: told before that is minutes.
import { counted } from '../../system/counted.ts';
import type { HealthComponent } from '../health.ts';
import { FEWER_OR_MORE, describeLate, isLate } from './late-starts.ts';
import type { StartFigures } from './start-figures.ts';

/** `starts` null: the store does not tell. `orchestrator`: the part of health of who does the starts. */
export function judgeStarts(
  starts: StartFigures | null,
  orchestrator: Pick<HealthComponent, 'state' | 'figures'> | null = null,
): HealthComponent {
  const part = { id: 'starts', kind: 'starts', name: 'Starts of runs', since: null, remedy: null } as const;
  if (starts === null) return { ...part, state: 'unknown', text: 'The store does not tell.', figures: {} };
  const figures = { ...starts };
  if (!isLate(starts)) return { ...part, state: 'ok', text: inTime(starts), figures };
  if (orchestrator !== null && isMissing(orchestrator))
    return { ...part, state: 'warning', text: `${describeLate(starts)}.`, remedy: SEE_TO_IT, figures };
  const catchesUp = starts.donePerMinute > starts.comePerMinute;
  return {
    ...part,
    state: 'warning',
    text: `${describeLate(starts)}${catchesUp ? ', so that it catches up' : ''}.`,
    remedy: catchesUp ? `It is over by itself. Where it comes again: ${FEWER_OR_MORE}` : FEWER_OR_MORE,
    figures,
  };
}

const SEE_TO_IT =
  'See to the orchestrator first, whose part says what it lacks: while one is killed or frozen its starts wait. They are made up for by themselves.';

/** One that is frozen holds up what it had taken, also where others go on. */
function isMissing({ state, figures }: Pick<HealthComponent, 'state' | 'figures'>): boolean {
  return state === 'critical' || (figures['silent'] ?? 0) > 0;
}

function inTime({ lateMs, comePerMinute, donePerMinute }: StartFigures): string {
  if (lateMs === null) return 'None of late.';
  return `In time: ${counted(comePerMinute, 'start')} a minute, ${donePerMinute.toLocaleString('en-US')} done, within ${(lateMs / 1_000).toFixed(1)} s.`;
}

/** The figures of the part, as the last look of the monitor has them; null: it is not known now. */
export function startsIn(parts: readonly HealthComponent[]): StartFigures | null {
  const {
    lateMs = null,
    comePerMinute,
    donePerMinute,
    waiting,
  } = parts.find(({ id }) => id === 'starts')?.figures ?? {};
  if (typeof comePerMinute !== 'number' || typeof donePerMinute !== 'number') return null;
  return { lateMs, comePerMinute, donePerMinute, waiting: waiting ?? 0 };
}
