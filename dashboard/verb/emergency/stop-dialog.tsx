// What the emergency stop asks before it stops anything.
import { type FormEvent, type ReactNode, useState } from 'react';
import { useManagesAll } from '../../api/caller.ts';
import { JobPicker } from '../job-choice/job-picker.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field/plain-fields.tsx';
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
  const [draft, setDraft] = useState(begin);
  const stop = useHold(close);
  const order = orderOf(draft);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (order !== null) stop.mutate(order);
  };
  return (
    <Modal alert title="Emergency stop" close={close}>
      <form onSubmit={submit} className="grid gap-3">
        <p className="text-ink-2">
          Nothing more is fetched or started until somebody lifts it. What was stored stays; no time of a
          schedule is forgotten.
        </p>
        <StopFields draft={draft} change={(some) => setDraft({ ...draft, ...some })} />
        {stop.error === null ? null : (
          <>
            <ProblemNote error={stop.error} />
            <p className="text-s text-ink-2">
              On the machine itself <code>webloom emergency stop --reason …</code> works without API and
              database.
            </p>
          </>
        )}
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={close}>Leave it as it is</Button>
          <Button kind="danger" type="submit" disabled={order === null || stop.isPending}>
            {draft.scope === 'changes' ? 'Refuse changes' : 'Stop now'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function StopFields({
  draft,
  change,
}: {
  readonly draft: StopDraft;
  readonly change: (some: Partial<StopDraft>) => void;
}): ReactNode {
  const { scope, name, jobId, reason, endsRuns, isSilent, typed } = draft;
  const scopes = scopesFor(useManagesAll());
  return (
    <>
      <SelectField
        label="What is stopped"
        value={scope}
        options={scopes}
        change={(to) => change({ scope: to })}
      />
      {needsName(draft) ? (
        <TextField
          label={scope === 'tag' ? 'Tag' : 'Host'}
          value={name}
          required
          change={(to) => change({ name: to })}
        />
      ) : null}
      {scope === 'job' ? <JobPicker jobId={jobId} pick={(to) => change({ jobId: to })} /> : null}
      <TextField
        label="Reason"
        hint="It stands wherever something is held."
        required
        value={reason}
        change={(to) => change({ reason: to })}
      />
      {scope === 'changes' ? null : (
        <CheckField
          label="End the runs that go on, instead of pausing them"
          value={endsRuns}
          change={(to) => change({ endsRuns: to })}
        />
      )}
      {maySilence(draft) ? (
        <CheckField
          label="Keep messages until it is lifted"
          value={isSilent}
          change={(to) => change({ isSilent: to })}
        />
      ) : null}
      {scope === 'everything' ? (
        <TextField
          label={`Type ${STOP_WORD} to stop everything`}
          autoComplete="off"
          value={typed}
          change={(to) => change({ typed: to })}
        />
      ) : null}
    </>
  );
}
