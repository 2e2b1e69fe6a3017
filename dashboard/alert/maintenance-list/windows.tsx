// Maintenance windows: when nobody is told of which jobs, and why.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { WindowView } from '../../../api/schemas/alert/maintenance.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { EndQuestion } from '../../verb/end-question.tsx';
import { FullMoment, Moment } from '../../ui/moment.tsx';
import { useRemoveWindow, useWindows } from './use-windows.ts';
import { WindowForm } from './window-form.tsx';

export function Windows(): ReactNode {
  const windows = useWindows();
  const [isNew, setNew] = useState(false);
  const add = (
    <Operators>
      <Button kind="primary" onClick={() => setNew(true)}>
        New maintenance window
      </Button>
    </Operators>
  );
  const form = isNew ? <WindowForm close={() => setNew(false)} /> : null;
  if (windows.error !== null)
    return <ProblemNote error={windows.error} retry={() => void windows.refetch()} />;
  if (windows.data === undefined) return <Loading label="Loading maintenance windows" />;
  if (windows.data.items.length === 0)
    return (
      <>
        <EmptyState title="There are no maintenance windows" action={add}>
          In one, nobody is told of what somebody works on. What still lasts at its end is told then.
        </EmptyState>
        {form}
      </>
    );
  return (
    <Card flush title="Maintenance windows" aside={add}>
      <ul className="border-t border-line">
        {windows.data.items.map((window) => (
          <WindowRow key={window.windowId} of={window} />
        ))}
      </ul>
      {form}
    </Card>
  );
}

function WindowRow({ of }: { readonly of: WindowView }): ReactNode {
  const remove = useRemoveWindow();
  const [isAsked, setAsked] = useState(false);
  const { reason, text, activeUntil, isOver, createdBy, createdAt, changes } = of;
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 desk:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className={`font-[580] [overflow-wrap:anywhere] ${isOver ? 'text-ink-2' : ''}`} dir="auto">
          {reason}
        </p>
        <p className="text-s text-ink-2">
          {activeUntil === null ? (
            isOver ? (
              'over'
            ) : (
              'to come'
            )
          ) : (
            <span className="font-[550]" style={{ color: 'var(--st-paused)' }}>
              on until <FullMoment at={activeUntil} />
            </span>
          )}{' '}
          · {text} · <Where of={of} /> ·{' '}
          {changes === 'hold' ? 'changes are told at its end' : 'changes are not told'}
        </p>
        <p className="text-s text-ink-3">
          made by {createdBy} <Moment at={createdAt} />
        </p>
      </div>
      <Operators>
        <div>
          <Button kind="quiet" aria-label={`Remove ${reason}`} onClick={() => setAsked(true)}>
            Remove
          </Button>
        </div>
      </Operators>
      {isAsked ? (
        <EndQuestion
          verb="Remove"
          name={`the maintenance window “${reason}”`}
          end={() => remove(of)}
          close={() => setAsked(false)}
        >
          What it holds back is told now.
        </EndQuestion>
      ) : null}
    </li>
  );
}

function Where({ of: { scope } }: { readonly of: WindowView }): ReactNode {
  if (scope.kind === 'workspace') return 'all jobs';
  if (scope.kind === 'tag') return `jobs with the tag ${scope.tag}`;
  return (
    <Link to="/jobs/$jobId" params={{ jobId: scope.jobId }} className="hover:text-accent">
      one job
    </Link>
  );
}
