// Pauses a host, with a reason and for a time, or resumes it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { HostDetailView } from '../../../api/schemas/host.ts';
import { ask, segment } from '../../api/ask.ts';
import { faultAt } from '../../api/problem.ts';
import { SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { FullMoment, Moment } from '../../ui/moment.tsx';
import { tell } from '../../ui/toast.tsx';
import { HOUR_MS } from '../../../domain/system/duration.ts';
import { given } from '../../../domain/system/given.ts';

const SPANS = [
  ['', 'until somebody resumes it'],
  ['1', 'for an hour'],
  ['4', 'for 4 hours'],
  ['24', 'for a day'],
] as const;

type Span = (typeof SPANS)[number][0];

interface Pause {
  readonly reason: string;
  readonly until?: string;
}

function useHold(host: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (pause: Pause | null) =>
      ask(`/v1/hosts/${segment(host)}/${pause === null ? 'resume' : 'pause'}`, {
        method: 'POST',
        ...given({ body: pause ?? undefined }),
      }),
    onSuccess: ({ paused }) => {
      tell(paused === null ? `${host} is asked again.` : `${host} is paused; its pages wait.`);
      void queries.invalidateQueries({ queryKey: ['hosts'] });
    },
  });
}

export function HostPause({ host: { host, paused } }: { readonly host: HostDetailView }): ReactNode {
  const hold = useHold(host);
  return (
    <>
      {paused === null ? (
        <Operators>
          <PauseForm pause={(pause) => hold.mutate(pause)} isBusy={hold.isPending} error={hold.error} />
        </Operators>
      ) : (
        <Note tone="var(--st-paused)" title={`Paused by ${paused.by}: ${paused.reason}`}>
          <p>
            <Moment at={paused.since} />
            {paused.until === null ? (
              ', until somebody resumes it'
            ) : (
              <>
                , until <FullMoment at={paused.until} />
              </>
            )}
            . No run asks it; its pages wait, and none fails for that.
          </p>
          <Operators>
            <p className="mt-2">
              <Button disabled={hold.isPending} onClick={() => hold.mutate(null)}>
                Resume {host}
              </Button>
            </p>
          </Operators>
        </Note>
      )}
      {hold.error === null ? null : <ProblemNote error={hold.error} placed={['/reason']} />}
    </>
  );
}

function PauseForm({
  pause,
  isBusy,
  error,
}: {
  readonly pause: (pause: Pause) => void;
  readonly isBusy: boolean;
  readonly error: unknown;
}): ReactNode {
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState<Span>('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const until = new Date(Date.now() + Number(span) * HOUR_MS).toISOString();
    pause({ reason: reason.trim(), ...(span === '' ? {} : { until }) });
  };
  return (
    <details>
      <summary className="w-max cursor-pointer py-0.5 text-ink-2">Pause this host</summary>
      <form onSubmit={submit} className="grid gap-3 pt-2">
        <TextField
          label="Reason"
          hint="It stands where its pages wait."
          fault={faultAt(error, '/reason')}
          required
          value={reason}
          change={setReason}
        />
        <SelectField label="How long" value={span} options={SPANS} change={setSpan} />
        <div>
          <Button type="submit" disabled={reason.trim() === '' || isBusy}>
            Pause
          </Button>
        </div>
      </form>
    </details>
  );
}
