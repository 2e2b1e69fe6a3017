// The logins of the workspace: accounts at sites by which jobs fetch pages. What came of each, made, changed, let try again, removed.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { LoginView } from '../../../api/schemas/job/login.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Operators } from '../../ui/field/operators.tsx';
import { Moment } from '../../ui/moment.tsx';
import { tell } from '../../ui/toast.tsx';
import { EndQuestion } from '../../verb/end-question.tsx';
import { LOGIN_KINDS, LoginForm } from './login-form.tsx';

export function LoginSettings(): ReactNode {
  const [isNew, setNew] = useState(false);
  const logins = useAsk(['logins'], '/v1/logins');
  const all = logins.data?.items ?? [];
  const add = (
    <Operators>
      <Button kind="primary" onClick={() => setNew(true)}>
        New login
      </Button>
    </Operators>
  );
  return (
    <Card flush title="Logins" aside={all.length === 0 ? undefined : add}>
      {logins.isPending ? <Loading /> : null}
      {logins.error === null ? null : (
        <div className="p-4">
          <ProblemNote error={logins.error} retry={() => void logins.refetch()} />
        </div>
      )}
      {logins.isSuccess && all.length === 0 ? (
        <EmptyState title="No logins yet" action={add}>
          A login is an account at a site. Jobs fetch pages by it that others do not see.
        </EmptyState>
      ) : null}
      <ul className={all.length === 0 ? '' : 'border-t border-line'}>
        {all.map((login) => (
          <LoginRow key={login.loginId} of={login} />
        ))}
      </ul>
      {isNew ? (
        <LoginForm
          of={null}
          close={() => setNew(false)}
          done={({ name }) => {
            tell(`The login ${name} is made. Choose it in the settings of a job.`);
            setNew(false);
          }}
        />
      ) : null}
    </Card>
  );
}

const STATES: Readonly<Record<LoginView['state'], { readonly words: string; readonly colour: string }>> = {
  in: { words: 'signed in', colour: 'var(--st-running)' },
  none: { words: 'not signed in', colour: 'var(--st-stopped)' },
  blocked: { words: 'refused twice, not tried again', colour: 'var(--st-failed)' },
};

function LoginRow({ of }: { readonly of: LoginView }): ReactNode {
  const { name, kind, hosts, state, detail, signedInAt, nextTryAt, settings } = of;
  const { words, colour } = STATES[state];
  const user = typeof settings['user'] === 'string' ? `${settings['user']}, ` : '';
  return (
    <li className="grid gap-x-4 gap-y-1.5 border-b border-line px-4 py-2.5 last:border-b-0 desk:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
          <span className="inline-flex min-w-0 items-baseline gap-1.5">
            <span
              aria-hidden="true"
              className="size-2 shrink-0 -translate-y-px rounded-full"
              style={{ background: colour }}
            />
            <b className="min-w-0 font-[580] break-words" dir="auto">
              {name}
            </b>
          </span>
          <span className="text-s text-ink-2">
            {LOGIN_KINDS.find(([id]) => id === kind)?.[1]}, {words}
            {signedInAt === null ? null : (
              <>
                , last <Moment at={signedInAt} />
              </>
            )}
          </span>
        </span>
        <p className="text-s break-words text-ink-2" dir="auto">
          {user}
          {hosts.join(', ')}
        </p>
        {detail === null ? null : (
          <p className="text-s break-words text-paused" dir="auto">
            {detail}
            {nextTryAt === null ? null : (
              <>
                . Next try <Moment at={nextTryAt} />
              </>
            )}
          </p>
        )}
      </div>
      <Operators>
        <LoginVerbs of={of} />
      </Operators>
    </li>
  );
}

function LoginVerbs({ of }: { readonly of: LoginView }): ReactNode {
  const { name, loginId, state, detail } = of;
  const queries = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const path = `/v1/logins/${segment(loginId)}` as const;
  const retry = async (): Promise<void> => {
    try {
      await ask(`${path}/retry`, { method: 'POST' });
      await queries.invalidateQueries({ queryKey: ['logins'] });
      tell(`The login ${name} is tried with the next page.`);
    } catch (error) {
      tell(error instanceof Error ? error.message : 'It did not work.', { tone: 'refused' });
    }
  };
  const remove = async (): Promise<void> => {
    await ask(path, { method: 'DELETE' });
    await queries.invalidateQueries({ queryKey: ['logins'] });
    tell(`The login ${name} is removed.`);
  };
  const close = (): void => setOpen(null);
  return (
    <div className="flex flex-wrap items-start gap-1.5 desk:justify-end">
      {state === 'blocked' || detail !== null ? (
        <Button onClick={() => void retry()} aria-label={`Try ${name} again`}>
          Try again
        </Button>
      ) : null}
      <Button kind="quiet" onClick={() => setOpen('edit')} aria-label={`Edit ${name}`}>
        Edit
      </Button>
      <Button kind="quiet" onClick={() => setOpen('remove')} aria-label={`Remove ${name}`}>
        Remove
      </Button>
      {open === 'edit' ? (
        <LoginForm
          of={of}
          close={close}
          done={(login) => {
            tell(`The login ${login.name} is saved. It is tried with the next page.`);
            close();
          }}
        />
      ) : null}
      {open === 'remove' ? (
        <EndQuestion verb="Remove" name={name} end={remove} close={close}>
          A login that a job uses is not removed: give the job another one first.
        </EndQuestion>
      ) : null}
    </div>
  );
}
