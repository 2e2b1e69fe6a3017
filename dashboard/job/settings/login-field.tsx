// The login by which pages are fetched.
import type { ReactNode } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import { SelectField } from './form-field.tsx';

export function LoginField({
  login: chosen,
  change,
}: {
  /** Undefined: none is named. */
  readonly login: string | undefined;
  readonly change: (login: string | undefined) => void;
}): ReactNode {
  const logins = useAsk(['logins'], '/v1/logins');
  const all = logins.data?.items ?? [];
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
      change={(next) => change(next === '' ? undefined : next)}
    />
  );
}
