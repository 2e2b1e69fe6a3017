// How the look gets to the page, and the job after it: by which proxies, and whose certificates are not checked.
import type { ReactNode } from 'react';
import type { FieldFault } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { JobFaults } from '../settings/form-field.tsx';
import { ProxyField } from '../settings/proxy-field.tsx';
import { UncheckedField } from '../settings/unchecked-field.tsx';
import type { Draft } from './draft.ts';

interface FetchCardProps {
  readonly draft: Pick<Draft, 'proxy' | 'uncheckedCertificates'>;
  /** What the API said of them at the last look. */
  readonly faults: readonly FieldFault[];
  /** The look failed over a certificate or a proxy: what may help stands here. */
  readonly isWanted: boolean;
  readonly busy: boolean;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onTry: () => void;
}

/** Reasons of a look that these fields may help with. */
export const HELPED: ReadonlySet<string> = new Set(['tls', 'proxy', 'proxy-refused']);

export function FetchCard({ draft, faults, isWanted, busy, onChange, onTry }: FetchCardProps): ReactNode {
  const { proxy, uncheckedCertificates: hosts } = draft;
  const isSaid = proxy !== null || hosts.length > 0;
  // The request of a look has the parts of a configuration as members.
  const placed = faults.map((fault) => ({ ...fault, pointer: `/config${fault.pointer ?? ''}` }));
  return (
    <Card>
      <details open={isSaid || isWanted}>
        <summary className="min-h-6 cursor-pointer font-[540]">
          Does it go by a proxy, or is it a device of your own?
        </summary>
        <JobFaults value={placed}>
          <div className="mt-3 grid max-w-xl gap-3">
            <ProxyField
              pool={proxy ?? undefined}
              change={(next) => onChange({ proxy: next ?? null })}
              hint="Pools are made under Settings, Proxies."
            />
            <UncheckedField hosts={hosts} change={(next = []) => onChange({ uncheckedCertificates: next })} />
          </div>
        </JobFaults>
        <Button kind="primary" className="mt-3" disabled={busy} onClick={onTry}>
          {busy ? 'Looking…' : 'Look at it this way'}
        </Button>
      </details>
    </Card>
  );
}
