// The changes that the gates of a run hold back: which gate, the first of them, and the two ways to decide.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Operators } from '../ui/field/operators.tsx';
import type { RunView } from '../../api/schemas/run/run.ts';
import { ask, segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { FullMoment } from '../ui/moment.tsx';
import { tell } from '../ui/toast.tsx';

const SHOWN = 10;

export function PendingRelease({ run }: { readonly run: RunView }): ReactNode {
  const { hold, gateHits, runId } = run;
  if (hold === null) return null;
  if (hold.state !== 'held')
    return (
      <div className="mb-4">
        <Note title={`The changes its gate held back were ${hold.state}`}>
          By {hold.by ?? 'somebody'}
          {hold.at === null ? null : (
            <>
              , <FullMoment at={hold.at} />
            </>
          )}
          . The gate: {hold.gates.join(', ')}.
        </Note>
      </div>
    );
  return (
    <div className="mb-4">
      <Note title="Its changes are held back: nobody is told of them until you decide">
        <ul className="mt-1 grid gap-1">
          {gateHits
            .filter(({ action }) => action === 'hold-changes')
            .map(({ gate, text }) => (
              <li key={gate} dir="auto">
                {text} The gate: {gate}.
              </li>
            ))}
        </ul>
        <UnreleasedChanges runId={runId} />
        <Operators instead={<p className="mt-3">An operator confirms or withdraws them.</p>}>
          <Decide runId={runId} />
        </Operators>
      </Note>
    </div>
  );
}

function UnreleasedChanges({ runId }: { readonly runId: string }): ReactNode {
  const { data } = useAsk(['changes', 'held', runId], '/v1/changes', {
    query: { runId, state: 'pending', limit: SHOWN },
  });
  const held = (data?.items ?? []).filter(({ heldBy }) => heldBy === runId);
  if (data === undefined || held.length === 0) return null;
  return (
    <ul className="mt-2 grid gap-1 text-ink" aria-label="Changes that are held back">
      {held.map(({ changeId, summary, title, url }) => (
        <li key={changeId} dir="auto" className="[overflow-wrap:anywhere]">
          <Link
            to="/changes/$changeId"
            params={{ changeId }}
            className="inline-block min-h-6 hover:text-accent"
          >
            {summary} – {title === '' ? url : title}
          </Link>
        </li>
      ))}
      {data.nextCursor === null ? null : <li>and more</li>}
    </ul>
  );
}

function Decide({ runId }: { readonly runId: string }): ReactNode {
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (verb: 'confirm' | 'withdraw') =>
      ask(`/v1/runs/${segment(runId)}/changes/${verb}`, { method: 'POST' }),
    onSuccess: ({ hold }) => {
      tell(`The changes are ${hold?.state ?? 'decided'}.`);
      for (const key of ['run', 'changes', 'overview']) void queries.invalidateQueries({ queryKey: [key] });
    },
    onError: (error) => tell(error.message, { tone: 'refused' }),
  });
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button disabled={decide.isPending} onClick={() => decide.mutate('confirm')}>
        Confirm the changes
      </Button>
      <Button kind="quiet" disabled={decide.isPending} onClick={() => decide.mutate('withdraw')}>
        Withdraw them
      </Button>
    </div>
  );
}
