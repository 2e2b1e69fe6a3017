// One incident: what happened where, why it was told, and what can be done about it.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { IncidentView } from '../../../api/schemas/alert/incident.ts';
import { counted } from '../../../domain/system/counted.ts';
import { Button } from '../../ui/button.tsx';
import { FullMoment, Moment } from '../../ui/moment.tsx';
import { IncidentHistory } from './incident-history.tsx';
import { type IncidentVerb, useIncidentVerb } from './use-alerts.ts';

const TONES: Readonly<Record<IncidentView['state'], string>> = {
  open: 'var(--st-failed)',
  acknowledged: 'var(--st-paused)',
  snoozed: 'var(--st-paused)',
  resolved: 'var(--st-completed)',
};

export function IncidentRow({ of }: { readonly of: IncidentView }): ReactNode {
  const { title, state, job, startedAt, ruleName, reason, alsoBy, lasting } = of;
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 desk:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="font-[580] [overflow-wrap:anywhere]" dir="auto">
          <Subject of={of}>{title}</Subject>
        </p>
        <p className="text-s text-ink-2">
          <span className="font-[550]" style={{ color: TONES[state] }}>
            {lasting ? state : 'told'}
          </span>{' '}
          · <Moment at={startedAt} />
          {job === null ? null : (
            <>
              {' '}
              ·{' '}
              <Link to="/jobs/$jobId" params={{ jobId: job.jobId }} className="hover:text-accent">
                {job.name}
              </Link>
            </>
          )}{' '}
          · by “{ruleName}”: {reason}
          {alsoBy.map((other) => (
            <span key={other.ruleId} title={other.reason}>
              {' '}
              and “{other.ruleName}”
            </span>
          ))}{' '}
          · {counted(of.told, 'message')}
        </p>
        <TellNext of={of} />
        <NextStep of={of} />
        <IncidentHistory of={of} />
      </div>
      <Operators>
        <Verbs of={of} />
      </Operators>
    </li>
  );
}

function NextStep({ of: { stepAt, stepsDone } }: { readonly of: IncidentView }): ReactNode {
  if (stepAt === null) return null;
  return (
    <p className="text-s text-ink-3">
      step {stepsDone + 1} <Moment at={stepAt} />, unless somebody acknowledges it
    </p>
  );
}

/** When it is told next, or why it was not. */
function TellNext({ of: { snoozedUntil, held, tellAt } }: { readonly of: IncidentView }): ReactNode {
  if (snoozedUntil !== null)
    return (
      <p className="text-s text-ink-3">
        silent until <FullMoment at={snoozedUntil} />
      </p>
    );
  if (held !== null)
    return (
      <p className="text-s text-ink-3" dir="auto">
        not told: maintenance until <FullMoment at={held.until} />, {held.reason}
      </p>
    );
  if (tellAt === null) return null;
  return (
    <p className="text-s text-ink-3">
      told next <Moment at={tellAt} />
    </p>
  );
}

function Subject({ of, children }: { readonly of: IncidentView; readonly children: string }): ReactNode {
  const { changeId, runId } = of;
  if (changeId !== null)
    return (
      <Link to="/changes/$changeId" params={{ changeId }} className="inline-block min-h-6 hover:text-accent">
        {children}
      </Link>
    );
  if (runId === null) return children;
  return (
    <Link to="/runs/$runId" params={{ runId }} className="inline-block min-h-6 hover:text-accent">
      {children}
    </Link>
  );
}

function Verbs({ of: { incidentId, state, title } }: { readonly of: IncidentView }): ReactNode {
  const verb = useIncidentVerb();
  if (state === 'resolved') return null;
  const can: readonly (readonly [IncidentVerb, string])[] = [
    ...(state === 'acknowledged' ? [] : [['acknowledge', 'Acknowledge'] as const]),
    ['snooze', 'Snooze 1 h'],
    ['resolve', 'Resolve'],
  ];
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      {can.map(([name, word]) => (
        <Button
          key={name}
          kind="quiet"
          disabled={verb.isPending}
          aria-label={`${word}: ${title}`}
          onClick={() => verb.mutate({ incidentId, verb: name })}
        >
          {word}
        </Button>
      ))}
    </div>
  );
}
