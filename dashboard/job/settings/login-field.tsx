// The login by which a job fetches pages.
import type { ReactNode } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { SelectField } from './form-field.tsx';

type Fetch = JobConfig['fetch'];

export function LoginField({
  fetch,
  change,
}: {
  readonly fetch: Fetch;
  readonly change: (fetch: Fetch) => void;
}): ReactNode {
  const logins = useAsk(['logins'], '/v1/logins');
  const all = logins.data?.items ?? [];
  const { login: chosen, ...rest } = fetch;
  // A workspace without logins has nothing to choose from; Settings tells of them.
  if (all.length === 0 && chosen === undefined) return null;
  const isGone = chosen !== undefined && logins.isSuccess && all.every(({ loginId }) => loginId !== chosen);
  const options: (readonly [string, string])[] = [
    ['', 'None: as everybody sees it'],
    ...all.map(({ loginId, name, hosts }) => [loginId, `${name} (${hosts.join(', ')})`] as const),
    ...(isGone ? [[chosen, 'One that is there no more'] as const] : []),
  ];
  return (
    <SelectField
      label="Login"
      value={chosen ?? ''}
      options={options}
      change={(next) => change(next === '' ? rest : { ...rest, login: next })}
    />
  );
}
