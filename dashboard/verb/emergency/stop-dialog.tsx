// What the emergency stop asks before it stops anything.
import type { ReactNode } from 'react';
import { useManagesAll } from '../../api/caller.ts';
import { JobPicker } from '../job-choice/job-picker.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { type Form, useForm } from '../../ui/form/use-form.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Modal } from '../../ui/modal.tsx';
import { STOP_WORD, type StopDraft, maySilence, needsName, orderOf, scopesFor } from './stop-order.ts';
import { useHold } from './use-emergency.ts';

interface StopDialogProps {
  /** What is filled in at first. */
  readonly begin: StopDraft;
  readonly close: () => void;
}

export function StopDialog({ begin, close }: StopDialogProps): ReactNode {
  const stop = useHold(close);
  const form = useForm({
    first: begin,
    send: async (draft) => {
      const order = orderOf(draft);
      if (order !== null) await stop.mutateAsync(order);
    },
  });
  const { values, submit, isPending, error } = form;
  return (
    <Modal alert title="Emergency stop" close={close}>
      <form onSubmit={submit} className="grid gap-3">
        <p className="text-ink-2">
          Nothing more is fetched or started until somebody lifts it. What was stored stays; no time of a
          schedule is forgotten.
        </p>
        <StopFields form={form} />
        {error === null ? null : (
          <>
            <ProblemNote error={error} />
            <p className="text-s text-ink-2">
              On the machine itself <code>webloom emergency stop --reason …</code> works without API and
              database.
            </p>
          </>
        )}
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={close}>Leave it as it is</Button>
          <Button kind="danger" type="submit" disabled={orderOf(values) === null || isPending}>
            {values.scope === 'changes' ? 'Refuse changes' : 'Stop now'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function StopFields({ form }: { readonly form: Form<StopDraft> }): ReactNode {
  const { values, field, change } = form;
  const { scope, jobId } = values;
  const scopes = scopesFor(useManagesAll());
  return (
    <>
      <SelectField label="What is stopped" options={scopes} {...field('scope')} />
      {needsName(values) ? (
        <TextField label={scope === 'tag' ? 'Tag' : 'Host'} required {...field('name')} />
      ) : null}
      {scope === 'job' ? <JobPicker jobId={jobId} pick={(to) => change({ jobId: to })} /> : null}
      <TextField label="Reason" hint="It stands wherever something is held." required {...field('reason')} />
      {scope === 'changes' ? null : (
        <CheckField label="End the runs that go on, instead of pausing them" {...field('endsRuns')} />
      )}
      {maySilence(values) ? (
        <CheckField label="Keep messages until it is lifted" {...field('isSilent')} />
      ) : null}
      {scope === 'everything' ? (
        <TextField label={`Type ${STOP_WORD} to stop everything`} autoComplete="off" {...field('typed')} />
      ) : null}
    </>
  );
}
