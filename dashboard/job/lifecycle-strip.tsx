// The states of a job as a strip: where it is, where it was and when, where it can go.
import type { ReactNode } from 'react';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { JobState } from '../../domain/job/lifecycle.ts';
import { useAppearance } from '../appearance/appearance.ts';
import { formatMoment } from '../appearance/format.ts';
import { stateColour, stateWord } from '../ui/state-badge.tsx';

const WAY: readonly JobState[] = ['created', 'scheduled', 'starting', 'running'];
/** What else a job can be in the midst of a run, and how a run ends. */
const ENDS: readonly JobState[] = ['paused', 'stopping', 'completed', 'failed', 'stopped', 'archived'];

export function LifecycleStrip({ state, history }: Pick<JobView, 'state' | 'history'>): ReactNode {
  const seen = new Map(history.map(({ to, at }) => [to, at]));
  const first = history[0];
  if (first !== undefined && !seen.has(first.from)) seen.set(first.from, first.at);
  // While it holds a run, the run keeps the transitions: what began has run.
  const began = seen.get('starting');
  if (began !== undefined && !seen.has('running') && state !== 'starting') seen.set('running', began);
  return (
    <ol aria-label="The life of the job" className="mb-4 flex flex-wrap items-center gap-y-1.5">
      {WAY.map((one) => (
        <Step key={one} state={one} current={one === state} at={seen.get(one)} joined />
      ))}
      {ENDS.map((one) => (
        <Step key={one} state={one} current={one === state} at={seen.get(one)} joined={false} />
      ))}
    </ol>
  );
}

function Step({
  state,
  current,
  at,
  joined,
}: {
  readonly state: JobState;
  readonly current: boolean;
  readonly at: string | undefined;
  readonly joined: boolean;
}): ReactNode {
  const appearance = useAppearance();
  const colour = stateColour(state);
  const title =
    at === undefined ? 'It has not been here' : `Last: ${formatMoment(Date.parse(at), appearance)}`;
  const look = current
    ? 'font-[580]'
    : at === undefined
      ? 'border-line text-ink-3'
      : 'border-line-strong text-ink-2';
  return (
    <li className={`flex items-center ${joined ? '' : 'mr-1.5'}`} aria-current={current ? 'step' : undefined}>
      <span
        title={title}
        className={`rounded-full border px-2.5 py-0.5 text-s ${look}`}
        style={
          current
            ? {
                color: colour,
                borderColor: colour,
                background: 'var(--sheet)',
              }
            : undefined
        }
      >
        {stateWord(state)}
      </span>
      {joined ? <span aria-hidden="true" className="h-px w-3 bg-line-strong phone:w-5" /> : null}
    </li>
  );
}
