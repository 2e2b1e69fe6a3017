// Headers of a webhook or a request. A value is never shown again: its mask keeps it, another text replaces it.
import type { ReactNode } from 'react';
import { TextField } from '../settings/plain-fields.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { type ChannelHeader, isMasked } from './channel-values.ts';

export function ChannelHeaders({
  headers,
  change,
}: {
  readonly headers: readonly ChannelHeader[];
  readonly change: (headers: readonly ChannelHeader[]) => void;
}): ReactNode {
  const set = (at: number, part: Partial<ChannelHeader>): void =>
    change(headers.map((header, index) => (index === at ? { ...header, ...part } : header)));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-[550]">Request headers</legend>
      {headers.map((header, at) => (
        <div key={at} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-end gap-2">
          <TextField
            label="Header"
            required
            autoComplete="off"
            value={header.name}
            change={(name) => set(at, { name })}
          />
          <TextField
            label="Value"
            type="password"
            autoComplete="off"
            value={header.value}
            onFocus={({ target }) => {
              if (isMasked(header.value)) target.select();
            }}
            change={(value) => set(at, { value })}
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
