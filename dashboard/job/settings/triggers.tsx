// Addresses that start the job, for programs: made and shown once with a line to copy, revoked with a question.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { CreatedTrigger, TriggerList, TriggerView } from '../../../api/schemas/job/trigger.ts';
import { ask, part } from '../../api/ask.ts';
import { ShownOnce } from '../../settings/shown-once.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EndQuestion } from '../../ui/end-question.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { TextField } from './form-field.tsx';

export function Triggers({ jobId }: { readonly jobId: string }): ReactNode {
  const path = `/v1/jobs/${part(jobId)}/triggers`;
  const queries = useQueryClient();
  const triggers = useQuery({
    queryKey: ['triggers', jobId],
    queryFn: ({ signal }) => ask<TriggerList>(path, { signal }),
  });
  const [asked, setAsked] = useState<TriggerView | null>(null);
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['triggers', jobId] });
  const active = triggers.data?.items.filter(({ state }) => state === 'active') ?? [];
  return (
    <Card title="Started by other programs">
      <p className="mb-3 text-ink-2">
        A trigger is an address: a request to it starts a run, under the job’s policy for a start while a run
        goes on.
      </p>
      {triggers.isPending ? <Loading /> : null}
      {triggers.error === null ? null : (
        <ProblemNote error={triggers.error} retry={() => void triggers.refetch()} />
      )}
      {active.length === 0 ? null : (
        <ul className="mb-3">
          {active.map((trigger) => (
            <TriggerRow key={trigger.triggerId} of={trigger} revoke={() => setAsked(trigger)} />
          ))}
        </ul>
      )}
      <NewTrigger path={path} refresh={refresh} />
      {asked === null ? null : (
        <EndQuestion
          verb="Revoke"
          name={asked.name}
          close={() => setAsked(null)}
          end={async () => {
            await ask(`${path}/${part(asked.triggerId)}`, { method: 'DELETE' });
            await refresh();
          }}
        >
          Its address ends at once, and whoever sends to it is told that there is no such trigger.
        </EndQuestion>
      )}
    </Card>
  );
}

function TriggerRow({ of, revoke }: { readonly of: TriggerView; readonly revoke: () => void }): ReactNode {
  const { name, lastUsedAt, createdBy } = of;
  return (
    <li className="flex flex-wrap items-center gap-x-4 border-b border-line py-2 last:border-b-0">
      <b className="min-w-0 font-[580] wrap-anywhere" dir="auto">
        {name}
      </b>
      <span className="text-s text-ink-2">
        {lastUsedAt === null ? (
          'never used'
        ) : (
          <>
            used <Moment at={lastUsedAt} />
          </>
        )}
        , made by {createdBy}
      </span>
      <span className="ml-auto">
        <Button kind="quiet" onClick={revoke} aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      </span>
    </li>
  );
}

interface NewTriggerProps {
  readonly path: string;
  readonly refresh: () => Promise<void>;
}

function NewTrigger({ path, refresh }: NewTriggerProps): ReactNode {
  const [name, setName] = useState('');
  const [made, setMade] = useState<CreatedTrigger | null>(null);
  const [error, setError] = useState<unknown>(null);
  const make = async (): Promise<void> => {
    setMade(await ask<CreatedTrigger>(path, { method: 'POST', body: { name } }));
    setName('');
    setError(null);
    await refresh();
  };
  return (
    <div className="grid gap-2">
      <TextField
        label="Who or what will send to it"
        value={name}
        onText={setName}
        maxLength={60}
        dir="auto"
      />
      {error === null ? null : <ProblemNote error={error} />}
      <div>
        <Button disabled={name.trim() === ''} onClick={() => void make().catch(setError)}>
          Make a trigger
        </Button>
      </div>
      {made === null ? null : (
        <ShownOnce
          title={`The trigger ${made.name}`}
          secret={`curl -X POST ${made.url}`}
          why="Whoever has this address can start the job, and nothing else. Only a hash of it is kept."
          close={() => setMade(null)}
        />
      )}
    </div>
  );
}
