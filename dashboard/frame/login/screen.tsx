// Logging in with a key. What was wrong with the last login or key is said in the words of the API.
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { CallerView } from '../../../api/schemas/access/access.ts';
import { ask, setCsrfToken } from '../../api/ask.ts';
import { useCaller } from '../../api/caller.ts';
import { isProblem } from '../../api/problem.ts';
import { Field, INPUT } from '../../ui/field/field.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Mark } from '../../ui/icon.tsx';
import { tell } from '../../ui/toast.tsx';
import { refusalWords } from '../../verb/use-verb.ts';
import { PageHead } from '../../ui/page-head.tsx';

export function Screen(): ReactNode {
  const { data: caller, error, refetch } = useCaller();
  const leave = async (): Promise<void> => {
    try {
      await ask('/v1/session', { method: 'DELETE' });
      await refetch();
    } catch (problem) {
      tell(refusalWords(problem), { tone: 'refused' });
    }
  };
  return (
    <div className="mx-auto max-w-md py-[12vh]">
      <span className="flex items-center gap-2.5 text-l font-semibold">
        <Mark size={28} /> Webloom
      </span>
      <PageHead
        title="Log in with a key"
        tab="Log in"
        sub={
          caller?.how === 'open'
            ? 'Log in to see what a key may do.'
            : 'This installation asks for a key. An admin of your workspace makes one for you.'
        }
      />
      {isProblem(error) && error.facts['keyState'] !== undefined ? (
        <div className="mb-4">
          <Note
            tone="var(--st-paused)"
            title="Your last key no longer works."
            action={<Button onClick={() => void leave()}>Forget it</Button>}
          >
            {error.message}
          </Note>
        </div>
      ) : null}
      {caller?.how === 'open' ? <NoKeyNeeded /> : null}
      <Card>
        <LoginForm />
      </Card>
    </div>
  );
}

function NoKeyNeeded(): ReactNode {
  return (
    <div className="mb-4">
      <Note
        tone="var(--st-scheduled)"
        title="No key is needed here."
        action={<ButtonLink to="/">Go on</ButtonLink>}
      >
        The API is open on this machine.
      </Note>
    </div>
  );
}

function LoginForm(): ReactNode {
  const [key, setKey] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const enter = useEnter();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      enter(await ask('/v1/session', { method: 'POST', body: { key } }));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <Field label="Key" hint="It begins with wl_, or is the WEBLOOM_API_KEY of the server.">
        {(ids) => (
          <input
            {...ids}
            className={`${INPUT} font-mono`}
            type="password"
            name="key"
            autoComplete="current-password"
            autoFocus
            required
            value={key}
            onChange={({ target }) => setKey(target.value)}
          />
        )}
      </Field>
      {error === null ? null : <ProblemNote error={error} />}
      <Button kind="primary" type="submit" disabled={isBusy || key.trim() === ''}>
        {isBusy ? 'Logging in …' : 'Log in'}
      </Button>
    </form>
  );
}

/** Takes what the API says of the new caller, forgets what the last one saw, and goes on where they came from. */
function useEnter(): (caller: CallerView) => void {
  const queries = useQueryClient();
  const { history } = useRouter();
  const { from = '/' }: { readonly from?: string } = useSearch({ strict: false });
  return (caller) => {
    setCsrfToken(caller.csrfToken);
    queries.clear();
    queries.setQueryData(['caller'], caller);
    // An address of another site is none of ours.
    history.push(/^\/(?![/\\])/.test(from) ? from : '/');
  };
}
