// The red strip on every screen while something is held: what, since when, by whom, why, and the way out.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { HoldView } from '../../../api/schemas/alert/emergency.ts';
import { useManagesAll, useMay } from '../../api/caller.ts';
import { useJob } from '../../api/use-job.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { whoLifts } from './stop-order.ts';
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
  const who = whoLifts(scope.kind, { mayStop: useMay('operator'), managesAll: useManagesAll() });
  return (
    <section className="rounded-m border border-failed bg-del px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 break-words">
          <b className="text-failed">
            {isReadOnly ? 'Read-only' : 'Emergency stop: '}
            {scope.kind === 'job' ? <HeldJob jobId={scope.jobId} /> : isReadOnly ? null : what}
          </b>
          , <Moment at={since} />, by <bdi>{by}</bdi>: <bdi>{reason}</bdi>.{' '}
          {isReadOnly ? 'Nothing can be changed.' : 'Nothing of it is fetched or started.'}
          {isSilent ? ' Messages wait.' : ''}
        </p>
        {who === null ? (
          <Button kind="danger" disabled={lift.isPending} onClick={() => lift.mutate(holdId)}>
            Lift
          </Button>
        ) : (
          <span className="text-s text-ink-2">{who}</span>
        )}
      </div>
      {lift.error === null ? null : <ProblemNote error={lift.error} />}
    </section>
  );
}

/** By its name; by its id where that is not known, as of the job of another workspace. */
function HeldJob({ jobId }: { readonly jobId: string }): ReactNode {
  const { data } = useJob(jobId);
  if (data === undefined) return `job ${jobId}`;
  return (
    <>
      job{' '}
      <Link to="/jobs/$jobId" params={{ jobId }} dir="auto" className="underline">
        {data.name}
      </Link>
    </>
  );
}
