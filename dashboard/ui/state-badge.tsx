// The state of a job or a run: icon, word and colour, never colour alone.
import type { ReactNode } from 'react';
import type { JobState } from '../../domain/run/job-state.ts';
import { Icon, type IconName } from './icon.tsx';

export type ShownState = JobState | 'finalizing';

const LOOKS: Readonly<Record<ShownState, { icon: IconName; word: string; colour: string; moves?: true }>> = {
  created: { icon: 'circle', word: 'Created', colour: 'var(--st-created)' },
  scheduled: { icon: 'schedules', word: 'Scheduled', colour: 'var(--st-scheduled)' },
  starting: { icon: 'half', word: 'Starting', colour: 'var(--st-starting)', moves: true },
  running: { icon: 'dot', word: 'Running', colour: 'var(--st-running)', moves: true },
  paused: { icon: 'pause', word: 'Paused', colour: 'var(--st-paused)' },
  stopping: { icon: 'half', word: 'Stopping', colour: 'var(--st-stopping)', moves: true },
  stopped: { icon: 'stop', word: 'Stopped', colour: 'var(--st-stopped)' },
  completed: { icon: 'check', word: 'Completed', colour: 'var(--st-completed)' },
  failed: { icon: 'close', word: 'Failed', colour: 'var(--st-failed)' },
  archived: { icon: 'box', word: 'Archived', colour: 'var(--st-archived)' },
  finalizing: { icon: 'half', word: 'Finishing', colour: 'var(--st-running)', moves: true },
};

export function stateWord(state: ShownState): string {
  return LOOKS[state].word;
}

export function stateColour(state: ShownState): string {
  return LOOKS[state].colour;
}

export function StateBadge({ state }: { readonly state: ShownState }): ReactNode {
  const { icon, word, colour, moves } = LOOKS[state];
  return (
    <span
      className="inline-flex items-center gap-1.5 text-s font-[550] whitespace-nowrap"
      style={{ color: colour }}
    >
      <span className={moves === true ? 'pulse inline-flex' : 'inline-flex'}>
        <Icon name={icon} size={13} />
      </span>
      {word}
    </span>
  );
}

/** How much a change matters, as a word in its colour. */
export function Severity({ severity }: { readonly severity: string }): ReactNode {
  const colour = severity === 'major' ? 'text-major' : severity === 'notable' ? 'text-notable' : 'text-minor';
  return <span className={`text-s font-[560] capitalize ${colour}`}>{severity}</span>;
}
