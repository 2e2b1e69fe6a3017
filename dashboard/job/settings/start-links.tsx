// Addresses that start the job, for programs: made and shown once with a line to copy, revoked with a question.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { CreatedStartLink, StartLinkView } from '../../../api/schemas/job/start-link.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { ShownOnce } from '../../ui/field/shown-once.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EndQuestion } from '../../verb/end-question.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { FormProblem } from '../../ui/form/form-fault.tsx';
import { type Form, useForm } from '../../ui/form/use-form.ts';
import { TextField } from './form-field.tsx';

export function StartLinks({ jobId }: { readonly jobId: string }): ReactNode {
  const path = `/v1/jobs/${segment(jobId)}/triggers` as const;
  const queries = useQueryClient();
  const links = useAsk(['start-links', jobId], path);
  const [asked, setAsked] = useState<StartLinkView | null>(null);
  const active = links.data?.items.filter(({ state }) => state === 'active') ?? [];
  return (
    <Card title="Started by other programs">
      <p className="mb-3 text-ink-2">
        A start link is an address: a request to it starts a run, under the job’s policy for a start while a
        run goes on.
      </p>
      {links.isPending ? <Loading /> : null}
      {links.error === null ? null : <ProblemNote error={links.error} retry={() => void links.refetch()} />}
      {active.length === 0 ? null : (
        <ul className="mb-3">
          {active.map((link) => (
            <StartLinkRow key={link.triggerId} of={link} revoke={() => setAsked(link)} />
          ))}
        </ul>
      )}
      <Operators instead={<p className="text-s text-ink-2">An operator makes and revokes them.</p>}>
        <NewStartLink jobId={jobId} />
      </Operators>
      {asked === null ? null : (
        <EndQuestion
          verb="Revoke"
          name={asked.name}
          close={() => setAsked(null)}
          end={async () => {
            await ask(`${path}/${segment(asked.triggerId)}`, { method: 'DELETE' });
            await queries.invalidateQueries({ queryKey: ['start-links', jobId] });
          }}
        >
          Its address ends at once, and whoever sends to it is told that there is no such start link.
        </EndQuestion>
      )}
    </Card>
  );
}

function StartLinkRow({
  of,
  revoke,
}: {
  readonly of: StartLinkView;
  readonly revoke: () => void;
}): ReactNode {
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
        <Operators>
          <Button kind="quiet" onClick={revoke} aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        </Operators>
      </span>
    </li>
  );
}

function NewStartLink({ jobId }: { readonly jobId: string }): ReactNode {
  const [made, setMade] = useState<CreatedStartLink | null>(null);
  const form: Form<{ readonly name: string }> = useForm({
    first: { name: '' },
    send: (body) => ask(`/v1/jobs/${segment(jobId)}/triggers`, { method: 'POST', body }),
    done: (link) => {
      setMade(link);
      form.change({ name: '' });
    },
    stale: [['start-links', jobId]],
    places: { name: '/name' },
  });
  return (
    <div className="grid gap-2">
      <TextField label="Who or what will send to it" maxLength={60} dir="auto" {...form.field('name')} />
      <FormProblem {...form} />
      <div>
        <Button disabled={form.values.name.trim() === ''} onClick={form.submit}>
          Make a start link
        </Button>
      </div>
      {made === null ? null : (
        <ShownOnce
          title={`The start link ${made.name}`}
          secret={`curl -X POST ${made.url}`}
          why="Whoever has this address can start the job, and nothing else. Only a hash of it is kept."
          close={() => setMade(null)}
        />
      )}
    </div>
  );
}
