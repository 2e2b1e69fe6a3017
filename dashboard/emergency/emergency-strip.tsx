// The red strip on every screen while something is held: what, since when, by whom, why, and the way out.
import type { ReactNode } from 'react';
import type { HoldView } from '../../api/schemas/alert/emergency.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/empty-state.tsx';
import { Moment } from '../ui/moment.tsx';
import { useEmergency, useHold } from './use-emergency.ts';

export function EmergencyStrip(): ReactNode {
  const { data } = useEmergency();
  if (data === undefined) return null;
  const holds = [...data.standing, ...(data.readOnly === null ? [] : [data.readOnly])];
  if (holds.length === 0) return null;
  return (
    <div role="alert" className="mb-4 grid gap-2">
      {holds.map((hold) => (
        <Held key={hold.holdId} hold={hold} />
      ))}
    </div>
  );
}

function Held({ hold }: { readonly hold: HoldView }): ReactNode {
  const { holdId, scope, what, by, reason, since, isSilent } = hold;
  const lift = useHold();
  const isReadOnly = scope.kind === 'changes';
  return (
    <section className="rounded-m border border-failed bg-del px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 break-words">
          <b className="text-failed">{isReadOnly ? 'Read-only' : `Emergency stop: ${what}`}</b>,{' '}
          <Moment at={since} />, by <bdi>{by}</bdi>: <bdi>{reason}</bdi>.{' '}
          {isReadOnly ? 'Nothing can be changed.' : 'Nothing is fetched or started.'}
          {isSilent ? ' Messages wait.' : ''}
        </p>
        <Button kind="danger" disabled={lift.isPending} onClick={() => lift.mutate(holdId)}>
          Lift
        </Button>
      </div>
      {lift.error === null ? null : <ProblemNote error={lift.error} />}
    </section>
  );
}
