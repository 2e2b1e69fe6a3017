// The proxy pools of the workspace: servers by which pages go. Which of them are left alone, made, changed, tried, removed.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { PoolView } from '../../../api/schemas/job/proxy-pool.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Operators } from '../../ui/field/operators.tsx';
import { Moment } from '../../ui/moment.tsx';
import { tell } from '../../ui/toast.tsx';
import { EndQuestion } from '../../verb/end-question.tsx';
import { PoolForm } from './pool-form.tsx';
import { PoolTrial } from './pool-trial.tsx';

export function ProxySettings(): ReactNode {
  const [isNew, setNew] = useState(false);
  const pools = useAsk(['proxy-pools'], '/v1/proxy-pools');
  const all = pools.data?.items ?? [];
  const add = (
    <Operators>
      <Button kind="primary" onClick={() => setNew(true)}>
        New proxy pool
      </Button>
    </Operators>
  );
  return (
    <Card flush title="Proxies" aside={all.length === 0 ? undefined : add}>
      {pools.isPending ? <Loading /> : null}
      {pools.error === null ? null : (
        <div className="p-4">
          <ProblemNote error={pools.error} retry={() => void pools.refetch()} />
        </div>
      )}
      {pools.isSuccess && all.length === 0 ? (
        <EmptyState title="No proxy pools yet" action={add}>
          A pool is some servers by which pages go: those of jobs that name it, of hosts, or of tags.
        </EmptyState>
      ) : null}
      <ul className={all.length === 0 ? '' : 'border-t border-line'}>
        {all.map((pool) => (
          <PoolRow key={pool.poolId} of={pool} />
        ))}
      </ul>
      {isNew ? (
        <PoolForm
          of={null}
          close={() => setNew(false)}
          done={({ name }) => {
            tell(`The proxy pool ${name} is made. Choose it in the settings of a job, or test it.`);
            setNew(false);
          }}
        />
      ) : null}
    </Card>
  );
}

function PoolRow({ of }: { readonly of: PoolView }): ReactNode {
  const { name, servers, hosts, tags } = of;
  const left = servers.filter(({ state }) => state === 'left-alone');
  const colour = left.length === 0 ? 'running' : left.length < servers.length ? 'paused' : 'failed';
  const count = servers.length === 1 ? '1 server' : `${servers.length} servers`;
  return (
    <li className="grid gap-x-4 gap-y-1.5 border-b border-line px-4 py-2.5 last:border-b-0 desk:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <span className="inline-flex max-w-full flex-wrap items-baseline gap-x-1.5">
          <span
            aria-hidden="true"
            className="size-2 shrink-0 -translate-y-px rounded-full"
            style={{ background: `var(--st-${colour})` }}
          />
          <b className="min-w-0 font-[580] break-words" dir="auto">
            {name}
          </b>
          <span className="text-s text-ink-2">
            {count}
            {left.length === 0 ? '' : `, ${left.length} left alone`}
          </span>
        </span>
        <p className="text-s break-words text-ink-2" dir="auto">
          {[...hosts, ...tags.map((tag) => `tag ${tag}`)].join(', ')}
        </p>
        {left.map(({ url, user = '', detail, since }) => (
          <p key={[url, user].join(' ')} className="text-s break-words text-paused" dir="auto">
            {url}: {detail}
            {since === null ? null : (
              <>
                , since <Moment at={since} />
              </>
            )}
          </p>
        ))}
      </div>
      <Operators>
        <PoolVerbs of={of} />
      </Operators>
    </li>
  );
}

function PoolVerbs({ of }: { readonly of: PoolView }): ReactNode {
  const { name, poolId } = of;
  const queries = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'test' | 'remove' | null>(null);
  const remove = async (): Promise<void> => {
    await ask(`/v1/proxy-pools/${segment(poolId)}`, { method: 'DELETE' });
    await queries.invalidateQueries({ queryKey: ['proxy-pools'] });
    tell(`The proxy pool ${name} is removed.`);
  };
  const close = (): void => setOpen(null);
  return (
    <div className="flex flex-wrap items-start gap-1.5 desk:justify-end">
      <Button onClick={() => setOpen('test')} aria-label={`Test ${name}`}>
        Test
      </Button>
      <Button kind="quiet" onClick={() => setOpen('edit')} aria-label={`Edit ${name}`}>
        Edit
      </Button>
      <Button kind="quiet" onClick={() => setOpen('remove')} aria-label={`Remove ${name}`}>
        Remove
      </Button>
      {open === 'test' ? <PoolTrial of={of} close={close} /> : null}
      {open === 'edit' ? (
        <PoolForm
          of={of}
          close={close}
          done={(pool) => {
            tell(`The proxy pool ${pool.name} is saved.`);
            close();
          }}
        />
      ) : null}
      {open === 'remove' ? (
        <EndQuestion verb="Remove" name={name} end={remove} close={close}>
          A pool that a job names is not removed: give the job another one first.
        </EndQuestion>
      ) : null}
    </div>
  );
}
