// Logging in with a key. What was wrong with the last login or key is said in the words of the API.
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallerView } from '../../../api/schemas/access/access.ts';
import { ask, setCsrfToken } from '../../api/ask.ts';
import { useCaller } from '../../api/caller.ts';
import { isProblem } from '../../api/problem.ts';
import { TextField } from '../../ui/field/plain-fields.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { FormProblem } from '../../ui/form/form-fault.tsx';
import { useForm } from '../../ui/form/use-form.ts';
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
  const form = useForm({
    first: { key: '' },
    send: (body) => ask('/v1/session', { method: 'POST', body }),
    done: useEnter(),
  });
  const { values, isPending } = form;
  return (
    <form onSubmit={form.submit} className="grid gap-4">
      <TextField
        label="Key"
        hint="It begins with wl_, or is the WEBLOOM_API_KEY of the server."
        className="font-mono"
        type="password"
        name="key"
        autoComplete="current-password"
        autoFocus
        required
        {...form.field('key')}
      />
      <FormProblem {...form} />
      <Button kind="primary" type="submit" disabled={isPending || values.key.trim() === ''}>
        {isPending ? 'Logging in …' : 'Log in'}
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
