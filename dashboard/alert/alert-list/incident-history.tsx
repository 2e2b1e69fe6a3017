// What became of an incident, as a time line: told, done, acknowledged, and what comes next.
import type { ReactNode } from 'react';
import type { IncidentView } from '../../../api/schemas/alert/incident.ts';
import { Moment } from '../../ui/moment.tsx';

const WORDS: Readonly<Record<string, string>> = {
  begin: 'it began',
  'told-begin': 'told',
  'told-reminder': 'told again',
  'told-end': 'told that it is over',
  acknowledge: 'acknowledged',
  snooze: 'snoozed',
  resolve: 'resolved',
  held: 'not told: maintenance',
  untold: 'not told',
  worsened: 'it got worse',
};

export function IncidentHistory({ of }: { readonly of: IncidentView }): ReactNode {
  const { history, stepAt, stepsDone } = of;
  if (history.length === 0) return null;
  return (
    <details className="text-s text-ink-3">
      <summary className="min-h-6 w-max cursor-pointer">What became of it</summary>
      <ol className="grid gap-0.5 pt-1">
        {history.map(({ at, event, by }) => (
          <li key={`${at}${event}`} dir="auto">
            <Moment at={at} />: {WORDS[event] ?? event}
            {by === 'monitor' ? '' : ` (${by})`}
          </li>
        ))}
        {stepAt === null ? null : (
          <li>
            <Moment at={stepAt} />: step {stepsDone + 1}, unless somebody acknowledges it
          </li>
        )}
      </ol>
    </details>
  );
}
