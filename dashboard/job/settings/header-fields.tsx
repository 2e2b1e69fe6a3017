// Request headers of a job. A secret value is never shown: its mask keeps it, another text replaces it.
import type { ReactNode } from 'react';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { isSecretHeader } from '../../../domain/config/secret-headers.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';
import { HeaderRows } from '../../ui/field/header-rows.tsx';
import { TextField } from './form-field.tsx';
import { keptMark, SecretHostsField } from './hosts-field.tsx';

type Headers = JobConfig['fetch']['headers'];

export function HeaderFields({
  headers,
  change,
}: {
  readonly headers: Headers;
  readonly change: (headers: Headers) => void;
}): ReactNode {
  return (
    <HeaderRows
      headers={headers}
      change={change}
      legendClass="text-s font-[540]"
      fields={(header, set, at) => (
        <>
          <TextField
            label="Name"
            value={header.name}
            change={(name) => set({ name })}
            pointer={`/config/fetch/headers/${at}/name`}
          />
          <TextField
            label="Value"
            value={header.value}
            change={(value) => set(header.value === MASK ? { value, hosts: undefined } : { value })}
            pointer={`/config/fetch/headers/${at}/value`}
            autoComplete="off"
          />
          {header.name !== '' && isSecretHeader(header) ? (
            <SecretHostsField
              key={keptMark(header.value)}
              hosts={header.hosts ?? []}
              change={(hosts) => set({ hosts })}
              pointer={`/config/fetch/headers/${at}/hosts`}
            />
          ) : null}
        </>
      )}
    />
  );
}
