// Hosts whose certificates are not checked, and what that means.
import type { ReactNode } from 'react';
import { Note } from '../../ui/card.tsx';
import { HostsField } from './hosts-field.tsx';

export function UncheckedField({
  hosts,
  change,
}: {
  readonly hosts: readonly string[];
  readonly change: (hosts: string[] | undefined) => void;
}): ReactNode {
  return (
    <>
      <HostsField
        label="Hosts whose certificates are not checked"
        hint="For devices of your own, with commas between; with the port, as in the address, unless it is 443. Empty: each certificate is checked."
        hosts={hosts}
        change={change}
        pointer="/config/fetch/uncheckedCertificates"
      />
      {hosts.length === 0 ? null : (
        <Note tone="var(--st-failed)" title={`The certificates of ${hosts.join(', ')} are not checked`}>
          Whoever stands between can read what is sent there, passwords too, and change what the pages say.
        </Note>
      )}
    </>
  );
}
