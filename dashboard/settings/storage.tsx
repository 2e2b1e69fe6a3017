// What is stored, what the last clean-ups freed, and one that is asked for: a look at what would go, or the deletion itself.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Operators } from '../ui/field/operators.tsx';
import type { CleanUpView } from '../../api/schemas/storage/clean-up.ts';
import { ask } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatBytes, formatCount } from '../ui/appearance/format.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Moment } from '../ui/moment.tsx';
import { VerifyCard } from './verify-card.tsx';

const LOOK_AGAIN_MS = 2_000;
const SHOWN = 10;

export function StorageSettings(): ReactNode {
  return (
    <div className="grid max-w-4xl gap-4 desk:grid-cols-2">
      <CleanUps />
      <div className="grid gap-4 self-start">
        <Stored />
        <VerifyCard />
      </div>
    </div>
  );
}

function Stored(): ReactNode {
  const { data, error, isPending, refetch } = useAsk(['storage'], '/v1/storage');
  if (isPending) return <Loading />;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  const { items, disk } = data;
  return (
    <Card title="In the database" className="self-start">
      <dl className="grid gap-1.5">
        {items.map(({ what, documents, bytes }) => (
          <div key={what} className="flex justify-between gap-4">
            <dt>
              {what}
              <span className="block text-s text-ink-3">{counted(documents, 'document')}</span>
            </dt>
            <dd className="whitespace-nowrap tabular-nums text-ink-2">{formatBytes(bytes)}</dd>
          </div>
        ))}
      </dl>
      {disk === null ? null : (
        <p className="mt-3 text-s text-ink-2">
          {formatBytes(disk.freeBytes)} of {formatBytes(disk.totalBytes)} are free on the disk of the files.
        </p>
      )}
    </Card>
  );
}

function CleanUps(): ReactNode {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>(null);
  const { data, error, isPending, refetch } = useAsk(['clean-ups'], '/v1/clean-ups', {
    query: { limit: SHOWN },
    refetchInterval: ({ state }) => (isAtWork(state.data?.items) ? LOOK_AGAIN_MS : false),
  });
  if (isPending) return <Loading />;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  const start = async (dryRun: boolean): Promise<void> => {
    try {
      await ask('/v1/clean-ups', { method: 'POST', body: { dryRun } });
      setProblem(null);
      await queries.invalidateQueries({ queryKey: ['clean-ups'] });
    } catch (refused) {
      setProblem(refused);
    }
  };
  return (
    <Card title="Clean-ups" className="self-start">
      <p className="text-s text-ink-2">
        Every night what is kept no longer is deleted. It may be done now, too; what would go can be seen
        before.
      </p>
      <Operators instead={<p className="mt-2 text-s text-ink-2">An operator starts one.</p>}>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button onClick={() => void start(true)}>See what would go</Button>
          <Button onClick={() => void start(false)}>Clean up now</Button>
        </div>
      </Operators>
      {problem === null ? null : <ProblemNote error={problem} />}
      {data.items.length === 0 ? (
        <EmptyState title="There was no clean-up yet">The first one comes tonight.</EmptyState>
      ) : (
        <ul className="mt-4 grid gap-3">
          {data.items.map((cleanUp) => (
            <li key={cleanUp.cleanUpId}>
              <CleanUp cleanUp={cleanUp} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function isAtWork(items: readonly CleanUpView[] | undefined): boolean {
  return items?.some(({ state }) => state === 'running') === true;
}

function CleanUp({ cleanUp }: { readonly cleanUp: CleanUpView }): ReactNode {
  const { headline, startedAt, by, freed, passes, reason, state } = cleanUp;
  const told = passes.filter((pass) => pass.freed.documents + pass.freed.files > 0);
  return (
    <>
      <p>
        {headline}
        {freed.bytes > 0 ? <span className="text-ink-2">, {formatBytes(freed.bytes)} of files</span> : null}
      </p>
      <p className="text-s text-ink-3">
        <Moment at={startedAt} />, {by === 'schedule' ? 'by the schedule' : `by ${by}`}
      </p>
      {reason === null ? null : (
        <p className={`text-s ${state === 'failed' ? 'text-failed' : 'text-ink-2'}`}>{reason}</p>
      )}
      {told.length === 0 ? null : (
        <details className="text-s">
          <summary className="cursor-pointer text-ink-2">Pass by pass</summary>
          <ul className="mt-1 grid gap-0.5">
            {told.map(({ name, freed: { documents, files } }) => (
              <li key={name} className="flex justify-between gap-4">
                <span>{name}</span>
                <span className="tabular-nums text-ink-2">
                  {formatCount(documents)} documents, {formatCount(files)} files
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
