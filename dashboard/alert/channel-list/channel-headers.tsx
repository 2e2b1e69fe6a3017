// Headers of a webhook or a request. A value is never shown again: its mask keeps it, another text replaces it.
import type { ReactNode } from 'react';
import { TextField } from '../../ui/field/plain-fields.tsx';
import { HeaderRows } from '../../ui/field/header-rows.tsx';
import { type ChannelHeader, isMasked } from './channel-values.ts';

export function ChannelHeaders({
  value,
  change,
}: {
  readonly value: readonly ChannelHeader[];
  readonly change: (value: readonly ChannelHeader[]) => void;
}): ReactNode {
  return (
    <HeaderRows
      headers={value}
      change={change}
      legendClass="font-[550]"
      fields={(header, set) => (
        <>
          <TextField
            label="Header"
            required
            autoComplete="off"
            value={header.name}
            change={(name) => set({ name })}
          />
          <TextField
            label="Value"
            type="password"
            autoComplete="off"
            value={header.value}
            onFocus={({ target }) => {
              if (isMasked(header.value)) target.select();
            }}
            change={(value) => set({ value })}
          />
        </>
      )}
    />
  );
}
