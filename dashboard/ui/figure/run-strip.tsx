// The last runs of a job as a strip of bars: the colour says how each ended, the height how long it took.
import type { ReactNode } from 'react';
import { counted } from '../../../domain/system/counted.ts';
import { formatDuration } from '../appearance/format.ts';
import { type ShownState, stateColour, stateWord } from '../state-badge.tsx';

export interface StripRun {
  readonly runId: string;
  readonly state: ShownState;
  readonly durationMs: number;
}

const HEIGHT = 20;
const LEAST = 5;

export function RunStrip({ runs }: { readonly runs: readonly StripRun[] }): ReactNode {
  const longest = Math.max(1, ...runs.map(({ durationMs }) => durationMs));
  const failed = runs.filter(({ state }) => state === 'failed').length;
  const words =
    runs.length === 0 ? 'No run yet' : `The last ${counted(runs.length, 'run')}: ${failed} failed`;
  return (
    <span role="img" aria-label={words} className="inline-flex items-end gap-0.5" style={{ height: HEIGHT }}>
      {runs.map(({ runId, state, durationMs }) => (
        <i
          key={runId}
          title={`${stateWord(state)}, ${formatDuration(durationMs)}`}
          className="w-1 rounded-[1px]"
          style={{
            height: LEAST + (HEIGHT - LEAST) * Math.sqrt(durationMs / longest),
            background: stateColour(state),
            opacity: state === 'completed' ? 0.7 : 1,
          }}
        />
      ))}
    </span>
  );
}
