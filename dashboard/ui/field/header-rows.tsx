// Request headers as rows that can be added and removed; what stands in a row is for the form that asks for it.
import type { ReactNode } from 'react';
import { Button, IconButton } from '../button.tsx';
import { Icon } from '../icon.tsx';

interface Header {
  readonly name: string;
  readonly value: string;
}

/** `fields`: the two inputs of a row; `set` changes its header. */
export function HeaderRows<H extends Header>({
  headers,
  change,
  legendClass,
  fields,
}: {
  readonly headers: readonly H[];
  readonly change: (headers: (H | Header)[]) => void;
  readonly legendClass: string;
  readonly fields: (header: H, set: (part: Partial<H>) => void, at: number) => ReactNode;
}): ReactNode {
  const set = (at: number, part: Partial<H>): void =>
    change(headers.map((header, index) => (index === at ? { ...header, ...part } : header)));
  return (
    <fieldset className="grid gap-2">
      <legend className={`mb-1 ${legendClass}`}>Request headers</legend>
      {headers.map((header, at) => (
        <div key={at} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-end gap-2">
          {fields(header, (part) => set(at, part), at)}
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
