// The state machine of a run: where it is, the way it came with the times on it, and what lies ahead.
import type { ReactNode } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import { useAppearance } from '../ui/appearance/appearance.ts';
import { formatDuration, formatTimeOfDay } from '../ui/appearance/format.ts';
import { Icon } from '../ui/icon.tsx';
import { StateBadge, stateColour } from '../ui/state-badge.tsx';
import { type PathPhase, pathOf } from '../api/run-path.ts';

export function StatePath({ run }: { readonly run: RunView }): ReactNode {
  const steps = pathOf(run);
  return (
    <ol className="flex flex-col gap-1 phone:flex-row phone:flex-wrap phone:items-stretch phone:gap-x-0 phone:gap-y-2">
      {steps.map((step, index) => (
        <li
          key={step.state}
          aria-current={step.position === 'now' ? 'step' : undefined}
          className="flex items-center gap-1 phone:min-w-0"
        >
          {index === 0 ? null : <Edge step={step} />}
          <Place step={step} />
        </li>
      ))}
    </ol>
  );
}

/** The way into a state, with how long the state before it lasted. */
function Edge({ step }: { readonly step: PathPhase }): ReactNode {
  return (
    <span
      className={`hidden items-center phone:flex ${step.position === 'ahead' ? 'text-ink-3' : 'text-ink-2'}`}
    >
      <i
        aria-hidden="true"
        className={`block w-5 border-t-2 wide:w-8 ${step.position === 'ahead' ? 'border-dashed border-line-strong' : 'border-line-strong'}`}
      />
      <span className="-ml-1.5">
        <Icon name="right" size={10} />
      </span>
    </span>
  );
}

function Place({ step }: { readonly step: PathPhase }): ReactNode {
  const appearance = useAppearance();
  const { state, position, at, times, afterMs } = step;
  const isNow = position === 'now';
  return (
    <span
      className={`flex w-full items-center justify-between gap-x-4 rounded-m border px-2.5 py-1.5 phone:block ${isNow ? 'bg-sheet' : position === 'ahead' ? 'border-dashed border-line opacity-70' : 'border-line'}`}
      style={
        isNow ? { borderColor: stateColour(state), boxShadow: `0 0 0 1px ${stateColour(state)}` } : undefined
      }
    >
      <StateBadge state={state} />
      <span className="block text-xs text-ink-3">
        {at === null ? 'ahead' : formatTimeOfDay(Date.parse(at), appearance)}
        {afterMs === null ? '' : ` · +${formatDuration(afterMs)}`}
        {times > 1 ? ` · ${times}×` : ''}
      </span>
    </span>
  );
}
