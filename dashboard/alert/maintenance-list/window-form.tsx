// A new maintenance window: why, when, of which jobs, and what becomes of changes within it.
import type { ReactNode } from 'react';
import { WEEKDAYS } from '../../../domain/config/schedule/time-of-day.ts';
import { ask } from '../../api/ask.ts';
import { useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { ScopeChoice } from '../../verb/job-choice/scope-choice.tsx';
import { SelectField, TextField, TickField } from '../../ui/field/plain-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { FormFaults } from '../../ui/form/form-fault.tsx';
import { type Form, useForm } from '../../ui/form/use-form.ts';
import { Modal } from '../../ui/modal.tsx';
import { tell } from '../../ui/toast.tsx';
import { WINDOWS } from './use-windows.ts';
import { newWindow, toWindow, type WindowDraft } from './window-draft.ts';

const KINDS = [
  ['hours', 'From now on'],
  ['once', 'Once, at a time'],
  ['weekly', 'Each week'],
] as const;
const CHANGES = [
  ['hold', 'are told together at its end'],
  ['drop', 'are not told'],
] as const;

export function WindowForm({ close }: { readonly close: () => void }): ReactNode {
  const zone = zoneOf(useAppearance());
  const form = useForm({
    first: () => newWindow(zone),
    send: async (draft) =>
      ask('/v1/maintenance-windows', { method: 'POST', body: toWindow(draft, Date.now()) }),
    done: ({ text }) => {
      tell(`Nobody is told: ${text}.`);
      close();
    },
    stale: [WINDOWS],
    places: { reason: '/reason' },
  });
  const { values, field, change, submit, isPending } = form;
  return (
    <Modal title="New maintenance window" close={close}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label="Reason" hint="It stands where nobody was told." required {...field('reason')} />
        <SelectField label="When" options={KINDS} {...field('kind')} />
        <TimeFields form={form} />
        <ScopeChoice draft={values} change={change} />
        <SelectField
          label="Changes and prices within it"
          hint="Failures that still last at its end are told in any case."
          options={CHANGES}
          {...field('changes')}
        />
        <FormFaults id="window-faults" {...form} />
        <div className="flex justify-end">
          <Button kind="primary" type="submit" disabled={values.reason.trim() === '' || isPending}>
            Make the window
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface TimeFieldsProps {
  readonly form: Form<WindowDraft>;
}

function TimeFields({ form }: TimeFieldsProps): ReactNode {
  const { values, field } = form;
  switch (values.kind) {
    case 'hours':
      return <TextField label="For how many hours" type="number" min={1} required {...field('hours')} />;
    case 'once':
      return (
        <div className="grid gap-4 phone:grid-cols-2">
          <TextField label="From" type="datetime-local" required {...field('from')} />
          <TextField
            label="Until"
            hint="In the time of this device."
            type="datetime-local"
            required
            {...field('until')}
          />
        </div>
      );
    case 'weekly':
      return <WeeklyFields form={form} />;
  }
}

function WeeklyFields({ form: { values, field } }: TimeFieldsProps): ReactNode {
  return (
    <>
      <TickField
        legend="On these days"
        className="flex flex-wrap"
        options={WEEKDAYS.map((day) => [day, day.charAt(0).toUpperCase() + day.slice(1)] as const)}
        {...field('days')}
      />
      <div className="grid grid-cols-2 items-start gap-4">
        <TextField
          label="From"
          hint={`In the zone ${values.zone}.`}
          type="time"
          required
          {...field('dayFrom')}
        />
        <TextField
          label="Until"
          hint="Before the begin: on the day after."
          type="time"
          required
          {...field('dayTo')}
        />
      </div>
    </>
  );
}
