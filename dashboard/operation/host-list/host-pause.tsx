// Pauses a host, with a reason and for a time, or resumes it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { HostDetailView } from '../../../api/schemas/host.ts';
import { ask, segment } from '../../api/ask.ts';
import { SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/card.tsx';
import { FormProblem } from '../../ui/form/form-fault.tsx';
import { useForm } from '../../ui/form/use-form.ts';
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
          <PauseForm pause={hold.mutateAsync} />
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
      <FormProblem error={hold.error} placed={['/reason']} />
    </>
  );
}

function PauseForm({ pause }: { readonly pause: (pause: Pause) => Promise<unknown> }): ReactNode {
  const { values, field, submit, isPending } = useForm({
    first: { reason: '', span: '' as Span },
    send: ({ reason, span }) => {
      const until = new Date(Date.now() + Number(span) * HOUR_MS).toISOString();
      return pause({ reason: reason.trim(), ...(span === '' ? {} : { until }) });
    },
    places: { reason: '/reason' },
  });
  return (
    <details>
      <summary className="w-max cursor-pointer py-0.5 text-ink-2">Pause this host</summary>
      <form onSubmit={submit} className="grid gap-3 pt-2">
        <TextField label="Reason" hint="It stands where its pages wait." required {...field('reason')} />
        <SelectField label="How long" options={SPANS} {...field('span')} />
        <div>
          <Button type="submit" disabled={values.reason.trim() === '' || isPending}>
            Pause
          </Button>
        </div>
      </form>
    </details>
  );
}
