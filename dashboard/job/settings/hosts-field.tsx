// Hosts in one field: those that a secret goes to, and others that a job names.
import { type ReactNode, useState } from 'react';
import { MASK } from '../../../domain/system/secret/mask.ts';
import { TextField } from './form-field.tsx';

/** Another value is another secret: it belongs to the hosts of the addresses until somebody says otherwise, so its field begins anew. */
export function keptMark(value: string): string {
  return value === MASK ? 'kept' : 'typed';
}

interface HostsProps {
  readonly hosts: readonly string[];
  readonly change: (hosts: string[] | undefined) => void;
  readonly pointer: string;
}

export function SecretHostsField(props: HostsProps): ReactNode {
  return (
    <div className="order-last col-span-full">
      <HostsField
        {...props}
        label="Goes only to"
        hint="Hosts, with commas between; *.shop.example: all below it. Empty: those of the addresses. More of them need the value again."
      />
    </div>
  );
}

/** Hosts with commas between; undefined where there are none. */
export function HostsField({
  hosts,
  change,
  ...frame
}: HostsProps & { readonly label: string; readonly hint: string }): ReactNode {
  // As it is typed: a comma at its end is the beginning of another host.
  const [typed, setTyped] = useState(hosts.join(', '));
  const set = (text: string): void => {
    setTyped(text);
    const named = text.split(/[\s,]+/).filter((host) => host !== '');
    change(named.length === 0 ? undefined : named);
  };
  return <TextField {...frame} value={typed} change={set} autoComplete="off" spellCheck={false} />;
}
