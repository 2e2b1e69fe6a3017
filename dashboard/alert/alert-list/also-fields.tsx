// What most alert rules leave as it is: narrower changes, how often, reminders, quiet hours and their zone.
import type { ReactNode } from 'react';
import { CHANGE_KINDS } from '../../../domain/change/change.ts';
import { KIND_WORDS } from '../../change/change-list/inbox-filter.ts';
import { CheckField, SelectField, TextField, TickField } from '../../ui/field/plain-fields.tsx';
import type { Form } from '../../ui/form/use-form.ts';
import { EscalationFields } from './escalation-fields.tsx';
import type { RuleDraft } from './rule-draft.ts';

const OFTEN = [
  ['none', 'at once'],
  ['hour', 'once an hour'],
  ['day', 'once a day'],
] as const;

interface AlsoFieldsProps {
  readonly form: Form<RuleDraft>;
}

export function AlsoFields({ form }: AlsoFieldsProps): ReactNode {
  const { values, field } = form;
  return (
    <>
      {values.when.endsWith('change') ? <NarrowFields form={form} /> : null}
      <SelectField
        label="How often"
        hint="Once an hour, once a day: what came within it is one message."
        options={OFTEN}
        {...field('digest')}
      />
      <TextField
        label="Remind after so many minutes"
        hint="Again and again, until somebody acknowledges it. Empty: told once."
        type="number"
        min={1}
        max={43_200}
        {...field('remindMinutes')}
      />
      <EscalationFields draft={values} change={form.change} />
      {isFailure(values) ? (
        <CheckField label="Tell me when it is over, too" {...field('tellEnd')} />
      ) : (
        <TextField
          label="Of one run, one by one at most"
          hint="All further changes or prices of the run are one message."
          type="number"
          min={1}
          max={100}
          required
          {...field('stormAfter')}
        />
      )}
      <QuietFields form={form} />
    </>
  );
}

function isFailure({ when }: RuleDraft): boolean {
  return when !== 'price' && !when.endsWith('change');
}

function NarrowFields({ form: { field } }: AlsoFieldsProps): ReactNode {
  return (
    <>
      <TextField
        label="With this text"
        hint="In what came or went; empty: any. A pattern stands as /sold out/."
        {...field('text')}
      />
      <TextField
        label="In this part"
        hint="Name of a field, or of the heading above it; empty: anywhere."
        {...field('part')}
      />
      <TickField
        legend="Of these kinds"
        hint="None is ticked: all of them."
        options={CHANGE_KINDS.map((kind) => [kind, KIND_WORDS[kind] ?? kind] as const)}
        {...field('kinds')}
      />
    </>
  );
}

function QuietFields({ form: { values, field } }: AlsoFieldsProps): ReactNode {
  const { zone } = values;
  const all = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const options = [...new Set(all.includes(zone) ? all : [zone, ...all])];
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-4">
        <TextField label="Quiet from" hint="Nobody is told then." type="time" {...field('quietFrom')} />
        <TextField label="Quiet until" hint="What waited is told then." type="time" {...field('quietTo')} />
      </div>
      <SelectField
        label="Time zone"
        hint="Of quiet hours, and of the hour at which a day is told."
        options={options.map((one) => [one, one.replaceAll('_', ' ')] as const)}
        {...field('zone')}
      />
    </>
  );
}
