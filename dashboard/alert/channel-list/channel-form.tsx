// The form of a channel: its kind, its name, and the settings of that kind.
import type { ReactNode } from 'react';
import { CHANNEL_KINDS } from '../../../domain/alert/channel/channel.ts';
import { faultAt } from '../../api/problem.ts';
import { Field, INPUT } from '../../ui/field/field.tsx';
import { SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { FormModal } from '../../ui/form/form-modal.tsx';
import { useForm } from '../../ui/form/use-form.ts';
import { type ChannelValues, hasHeaders, isMasked } from './channel-values.ts';
import { ChannelHeaders } from './channel-headers.tsx';
import { type ChannelKind, type KindField, KINDS } from './kind-fields.ts';

interface TypedChannel extends ChannelValues {
  readonly kind: ChannelKind;
  readonly name: string;
}

interface ChannelFormProps<Answer> {
  readonly title: string;
  readonly verb: string;
  readonly first: TypedChannel;
  readonly isKindFixed?: boolean;
  readonly close: () => void;
  readonly send: (typed: TypedChannel) => Promise<Answer>;
  readonly done: (answer: Answer) => void;
}

const KIND_OPTIONS = CHANNEL_KINDS.map((kind) => [kind, KINDS[kind].name] as const);

export function ChannelForm<Answer>(props: ChannelFormProps<Answer>): ReactNode {
  const { title, verb, isKindFixed = false, close, ...sending } = props;
  const form = useForm({ ...sending, stale: [['channels']], places: { name: '/name' } });
  const { values, field, change, error, placed } = form;
  const { kind, name, texts } = values;
  const { fields } = KINDS[kind];
  return (
    <FormModal
      title={title}
      verb={verb}
      form={{ ...form, placed: [...placed, ...fields.map(placeOf)] }}
      isReady={name.trim() !== ''}
      close={close}
    >
      {isKindFixed ? null : <SelectField label="Kind" options={KIND_OPTIONS} {...field('kind')} />}
      <TextField label="Name" required autoComplete="off" {...field('name')} />
      {fields.map((one) => (
        <SettingField
          key={`${kind} ${one.member}`}
          of={one}
          fault={faultAt(error, placeOf(one))}
          value={texts[one.member] ?? one.options?.[0] ?? ''}
          change={(text) => change({ texts: { ...texts, [one.member]: text } })}
        />
      ))}
      {hasHeaders(kind) ? <ChannelHeaders {...field('headers')} /> : null}
    </FormModal>
  );
}

/** Where the API looks for it. */
function placeOf({ member }: KindField): string {
  return `/settings/${member}`;
}

function SettingField({
  of: { label, hint, placeholder, secret, optional, lines, options },
  fault,
  value,
  change,
}: {
  readonly of: KindField;
  readonly fault: string | undefined;
  readonly value: string;
  readonly change: (value: string) => void;
}): ReactNode {
  return (
    <Field
      label={optional === true ? `${label} (may be empty)` : label}
      hint={isMasked(value) ? 'It stays as it is until you write another.' : hint}
      fault={fault}
    >
      {(ids) => {
        const shared = { ...ids, className: INPUT, value, placeholder, required: optional !== true };
        if (options !== undefined)
          return (
            <select {...ids} className={INPUT} value={value} onChange={({ target }) => change(target.value)}>
              {options.map((option) => (
                <option key={option}>{option}</option>
              ))}
            </select>
          );
        if (lines === true)
          return <textarea {...shared} rows={5} onChange={({ target }) => change(target.value)} />;
        return (
          <input
            {...shared}
            type={secret === true ? 'password' : 'text'}
            autoComplete="off"
            onFocus={({ target }) => {
              if (isMasked(value)) target.select();
            }}
            onChange={({ target }) => change(target.value)}
          />
        );
      }}
    </Field>
  );
}
