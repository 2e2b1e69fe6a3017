// The keys of the workspace: made and shown once, watched by their last use, revoked with a question.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { KeyView } from '../../api/schemas/access/access.ts';
import { ask, segment } from '../api/ask.ts';
import { StateMark } from '../ui/list/fold-row.tsx';
import { CutText } from '../ui/cut-text.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EndQuestion } from '../verb/end-question.tsx';
import { EmptyState, Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Moment } from '../ui/moment.tsx';
import { tell } from '../ui/toast.tsx';
import { NewKey } from './new-key.tsx';

export function KeySettings(): ReactNode {
  const [isNew, setNew] = useState(false);
  const keys = useInfiniteQuery({
    queryKey: ['keys'],
    queryFn: ({ pageParam, signal }) => ask('/v1/keys', { query: { cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const all = keys.data?.pages.flatMap(({ items }) => items) ?? [];
  const add = (
    <Button kind="primary" onClick={() => setNew(true)}>
      New key
    </Button>
  );
  return (
    <Card flush title="Keys" aside={all.length === 0 ? undefined : add}>
      {keys.isPending ? <Loading /> : null}
      {keys.error === null ? null : (
        <div className="p-4">
          <ProblemNote error={keys.error} retry={() => void keys.refetch()} />
        </div>
      )}
      {keys.isSuccess && all.length === 0 ? (
        <EmptyState title="No keys yet" action={add}>
          Give each person and each program a key of its own: then each can be taken away alone, and the audit
          tells who did what.
        </EmptyState>
      ) : null}
      {all.length === 0 ? null : <KeyTable keys={all} />}
      {keys.hasNextPage ? (
        <p className="border-t border-line p-3 text-center">
          <Button onClick={() => void keys.fetchNextPage()}>Show older keys</Button>
        </p>
      ) : null}
      {isNew ? <NewKey close={() => setNew(false)} /> : null}
    </Card>
  );
}

function KeyTable({ keys }: { readonly keys: readonly KeyView[] }): ReactNode {
  const [asked, setAsked] = useState<KeyView | null>(null);
  return (
    <>
      <ul className="border-t border-line">
        {keys.map((key) => (
          <KeyRow key={key.keyId} of={key} revoke={() => setAsked(key)} />
        ))}
      </ul>
      {asked === null ? null : <RevokeQuestion of={asked} close={() => setAsked(null)} />}
    </>
  );
}

const TONES = { active: 'var(--st-running)', expired: 'var(--st-paused)', revoked: 'var(--st-stopped)' };

function KeyRow({ of, revoke }: { readonly of: KeyView; readonly revoke: () => void }): ReactNode {
  const { name, scope, state, keyId } = of;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0 desk:grid-cols-[minmax(0,1.4fr)_9rem_minmax(0,1.6fr)_5rem]">
      <div className="min-w-0">
        <b className={`font-[580] ${state === 'active' ? '' : 'text-ink-2'}`} dir="auto">
          {name}
        </b>
        <CutText text={keyId} className="font-mono text-xs text-ink-3" />
      </div>
      <div className="justify-self-end text-s desk:justify-self-start">
        <StateMark tone={TONES[state]}>{state === 'active' ? scope : `${scope}, ${state}`}</StateMark>
      </div>
      <p className="col-span-2 text-s text-ink-2 desk:col-span-1">
        <KeyTimes of={of} />
      </p>
      <div className="col-span-2 justify-self-end desk:col-span-1">
        {state === 'active' ? (
          <Button kind="quiet" onClick={revoke} aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function KeyTimes({
  of: { lastUsedAt, expiresAt, revokedAt, createdBy },
}: {
  readonly of: KeyView;
}): ReactNode {
  if (revokedAt !== null)
    return (
      <>
        revoked <Moment at={revokedAt} />
      </>
    );
  return (
    <>
      {lastUsedAt === null ? (
        'never used'
      ) : (
        <>
          used <Moment at={lastUsedAt} />
        </>
      )}{' '}
      · made by {createdBy} · {expiresAt === null ? 'does not expire' : <>ends {expiresAt.slice(0, 10)}</>}
    </>
  );
}

function RevokeQuestion({ of, close }: { readonly of: KeyView; readonly close: () => void }): ReactNode {
  const queries = useQueryClient();
  const revoke = async (): Promise<void> => {
    await ask(`/v1/keys/${segment(of.keyId)}`, { method: 'DELETE' });
    await queries.invalidateQueries({ queryKey: ['keys'] });
    tell(`The key ${of.name} is revoked.`);
  };
  return (
    <EndQuestion verb="Revoke" name={of.name} end={revoke} close={close}>
      Programs that use it are refused from the next request on, and logins with it end. This can not be
      undone; make a new key instead.
    </EndQuestion>
  );
}
