// A new maintenance window: why, when, of which jobs, and what becomes of changes within it.
import { type FormEvent, type ReactNode, useState } from 'react';
import { WEEKDAYS } from '../../../domain/config/schedule/time-of-day.ts';
import { faultAt, otherFaults } from '../../api/problem.ts';
import { useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { ScopeChoice } from '../../verb/job-choice/scope-choice.tsx';
import { FieldFaults } from '../../ui/field/field-fault.tsx';
import { SelectField, TextField, TickField } from '../../ui/field/plain-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Modal } from '../../ui/modal.tsx';
import { useAddWindow } from './use-windows.ts';
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

interface FieldsProps {
  readonly draft: WindowDraft;
  readonly change: (change: Partial<WindowDraft>) => void;
}

export function WindowForm({ close }: { readonly close: () => void }): ReactNode {
  const zone = zoneOf(useAppearance());
  const [draft, setDraft] = useState(() => newWindow(zone));
  const [unread, setUnread] = useState<string | null>(null);
  const add = useAddWindow(close);
  const change = (some: Partial<WindowDraft>): void => {
    setUnread(null);
    setDraft({ ...draft, ...some });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setUnread(null);
    try {
      add.mutate(toWindow(draft, Date.now()));
    } catch (error) {
      setUnread(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Modal title="New maintenance window" close={close}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label="Reason"
          hint="It stands where nobody was told."
          fault={faultAt(add.error, '/reason')}
          required
          value={draft.reason}
          change={(reason) => change({ reason })}
        />
        <SelectField label="When" value={draft.kind} options={KINDS} change={(kind) => change({ kind })} />
        <TimeFields draft={draft} change={change} />
        <ScopeChoice draft={draft} change={change} />
        <SelectField
          label="Changes and prices within it"
          hint="Failures that still last at its end are told in any case."
          value={draft.changes}
          options={CHANGES}
          change={(changes) => change({ changes })}
        />
        <Refused error={add.error} unread={unread} />
        <div className="flex justify-end">
          <Button kind="primary" type="submit" disabled={draft.reason.trim() === '' || add.isPending}>
            Make the window
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function TimeFields({ draft, change }: FieldsProps): ReactNode {
  const { kind, hours, from, until } = draft;
  switch (kind) {
    case 'hours':
      return (
        <TextField
          label="For how many hours"
          type="number"
          min={1}
          required
          value={hours}
          change={(text) => change({ hours: text })}
        />
      );
    case 'once':
      return (
        <div className="grid gap-4 phone:grid-cols-2">
          <TextField
            label="From"
            type="datetime-local"
            required
            value={from}
            change={(text) => change({ from: text })}
          />
          <TextField
            label="Until"
            hint="In the time of this device."
            type="datetime-local"
            required
            value={until}
            change={(text) => change({ until: text })}
          />
        </div>
      );
    case 'weekly':
      return <WeeklyFields draft={draft} change={change} />;
  }
}

function WeeklyFields({ draft: { days, dayFrom, dayTo, zone }, change }: FieldsProps): ReactNode {
  return (
    <>
      <TickField
        legend="On these days"
        className="flex flex-wrap"
        value={days}
        options={WEEKDAYS.map((day) => [day, day.charAt(0).toUpperCase() + day.slice(1)] as const)}
        change={(ticked) => change({ days: ticked })}
      />
      <div className="grid grid-cols-2 items-start gap-4">
        <TextField
          label="From"
          hint={`In the zone ${zone}.`}
          type="time"
          required
          value={dayFrom}
          change={(time) => change({ dayFrom: time })}
        />
        <TextField
          label="Until"
          hint="Before the begin: on the day after."
          type="time"
          required
          value={dayTo}
          change={(time) => change({ dayTo: time })}
        />
      </div>
    </>
  );
}

function Refused({ error, unread }: { readonly error: unknown; readonly unread: string | null }): ReactNode {
  const faults = otherFaults(error, ['/reason']);
  const unclear = unread === null ? [] : [{ detail: unread }];
  return (
    <>
      <FieldFaults id="window-faults" faults={[...unclear, ...faults]} />
      {error === null || faults.length > 0 ? null : <ProblemNote error={error} placed={['/reason']} />}
    </>
  );
}
