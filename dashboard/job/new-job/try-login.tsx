// A page behind a login: looked at by one of the workspace, or by a new one that is made here.
import { type ReactNode, useState } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/field/plain-fields.tsx';
import { LoginForm } from '../login/login-form.tsx';

/** It asks who somebody is, or did not take who it was told. */
export function wantsLogin({ problem, page }: PreviewView): boolean {
  if (problem === null) return false;
  const isWall = page?.subtype === 'login' || problem.status === 401;
  return isWall || problem.reason === 'login-refused' || problem.reason === 'login-lost';
}

export function TryLogin({
  preview,
  chosen,
  onTry,
}: {
  readonly preview: PreviewView;
  readonly chosen: string | null;
  readonly onTry: (loginId: string) => void;
}): ReactNode {
  const logins = useAsk(['logins'], '/v1/logins');
  const [isNew, setNew] = useState(false);
  const [picked, setPicked] = useState<string | null>(chosen);
  const all = logins.data?.items ?? [];
  const login = picked ?? all[0]?.loginId ?? '';
  return (
    <Card title="Look by a login" aside="Webloom signs in by itself, and again when the site forgets it">
      <div className="flex flex-wrap items-end gap-2">
        {all.length === 0 ? null : (
          <>
            <SelectField
              label="Login"
              value={login}
              options={all.map(
                ({ loginId, name, hosts }) => [loginId, `${name} (${hosts.join(', ')})`] as const,
              )}
              change={setPicked}
            />
            <Button kind="primary" onClick={() => onTry(login)}>
              Look by it
            </Button>
          </>
        )}
        <Button kind={all.length === 0 ? 'primary' : 'quiet'} onClick={() => setNew(true)}>
          New login
        </Button>
      </div>
      {isNew ? (
        <LoginForm
          of={null}
          formUrl={preview.fetched?.finalUrl ?? preview.url}
          close={() => setNew(false)}
          done={({ loginId }) => {
            setNew(false);
            onTry(loginId);
          }}
        />
      ) : null}
    </Card>
  );
}
