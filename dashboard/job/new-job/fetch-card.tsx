// How the look gets to the page, and the job after it: by which login, in a browser or not, by the rules of its host, by which proxies,
// and whose certificates are not checked.
import type { ReactNode } from 'react';
import type { FieldFault } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField, JobFaults, SelectField } from '../settings/form-field.tsx';
import { LoginField } from '../settings/login-field.tsx';
import { ProxyField } from '../settings/proxy-field.tsx';
import { RENDERS } from '../settings/rendering-fields.tsx';
import { SentFields } from '../settings/request-fields.tsx';
import { UncheckedField } from '../settings/unchecked-field.tsx';
import type { Draft, Way } from './draft.ts';

type Said = Way & Pick<Draft, 'render'>;

interface FetchCardProps {
  readonly draft: Said;
  /** What the API said of them at the last look. */
  readonly faults: readonly FieldFault[];
  /** The look failed over one of them: what may help stands here. */
  readonly isWanted: boolean;
  readonly busy: boolean;
  readonly onChange: (part: Partial<Said>) => void;
  readonly onTry: () => void;
}

/** Reasons of a look that these fields may help with. */
export const HELPED: ReadonlySet<string> = new Set(['tls', 'proxy', 'proxy-refused', 'robots-disallowed']);

export function FetchCard({ draft, faults, isWanted, busy, onChange, onTry }: FetchCardProps): ReactNode {
  const { login, render, obeyRobots, proxy, uncheckedCertificates: hosts, sent } = draft;
  const isOwn = login !== null || render !== null || !obeyRobots || proxy !== null || hosts.length > 0;
  const isSaid = isOwn || Object.keys(sent).length > 0;
  // The request of a look has the parts of a configuration as members.
  const placed = faults.map((fault) => ({ ...fault, pointer: `/config${fault.pointer ?? ''}` }));
  return (
    <Card>
      <details open={isSaid || isWanted}>
        <summary className="min-h-6 cursor-pointer font-[540]">
          How it is fetched: login, browser, robots.txt, what is sent, proxies
        </summary>
        <JobFaults value={placed}>
          <div className="mt-3 grid max-w-xl gap-3">
            <LoginField login={login ?? undefined} change={(next) => onChange({ login: next ?? null })} />
            <SelectField
              label="Opened in a browser"
              value={render ?? 'auto'}
              options={RENDERS}
              change={(next) => onChange({ render: next === 'auto' ? null : next })}
            />
            <CheckField
              label="Keep to robots.txt"
              hint="Leave it ticked but for sites of your own."
              value={obeyRobots}
              change={(next) => onChange({ obeyRobots: next })}
            />
            <SentFields {...sent} change={(next) => onChange({ sent: next })} />
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
