// Request headers of a job. A secret value is never shown: its mask keeps it, another text replaces it.
import type { ReactNode } from 'react';
import type { JobConfig } from '../../../domain/job/schema.ts';
import type { FieldFault } from '../../api/problem.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from './form-field.tsx';

type Headers = JobConfig['fetch']['headers'];

export function HeaderFields({
  headers,
  change,
  faults,
}: {
  readonly headers: Headers;
  readonly change: (headers: Headers) => void;
  readonly faults: readonly FieldFault[];
}): ReactNode {
  const set = (at: number, part: Partial<Headers[number]>): void =>
    change(headers.map((header, index) => (index === at ? { ...header, ...part } : header)));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-s font-[540]">Request headers</legend>
      {headers.map((header, at) => (
        <div key={at} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-end gap-2">
          <TextField
            label="Name"
            value={header.name}
            onText={(name) => set(at, { name })}
            pointer={`/config/fetch/headers/${at}/name`}
            faults={faults}
          />
          <TextField
            label="Value"
            value={header.value}
            onText={(value) => set(at, { value })}
            pointer={`/config/fetch/headers/${at}/value`}
            faults={faults}
            autoComplete="off"
          />
          <IconButton
            label={`Remove header ${header.name}`}
            onClick={() => change(headers.filter((_header, index) => index !== at))}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <Button kind="quiet" className="w-fit" onClick={() => change([...headers, { name: '', value: '' }])}>
        Add a header
      </Button>
    </fieldset>
  );
}
