// The form of a channel: its kind, its name, and the settings of that kind.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { CHANNEL_KINDS } from '../../../domain/alert/channel/channel.ts';
import { faultAt } from '../../api/problem.ts';
import { Field, INPUT } from '../../ui/field/field.tsx';
import { TextField } from '../../ui/field/plain-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Modal } from '../../ui/modal.tsx';
import { type ChannelValues, hasHeaders, isMasked } from './channel-values.ts';
import { ChannelHeaders } from './channel-headers.tsx';
import { type ChannelKind, type KindField, KINDS } from './kind-fields.ts';

interface TypedChannel {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly values: ChannelValues;
}

interface ChannelFormProps {
  readonly title: string;
  readonly verb: string;
  readonly first: TypedChannel;
  readonly isKindFixed?: boolean;
  readonly close: () => void;
  /** Closes the form itself; what it throws is shown. */
  readonly save: (typed: TypedChannel) => Promise<void>;
}

export function ChannelForm(props: ChannelFormProps): ReactNode {
  const { title, verb, first, isKindFixed = false, close, save } = props;
  const queries = useQueryClient();
  const [typed, setTyped] = useState(first);
  const [error, setError] = useState<unknown>(null);
  const { kind, name, values } = typed;
  const setValues = (change: Partial<ChannelValues>): void =>
    setTyped({ ...typed, values: { ...values, ...change } });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // The form may stand over another one, which is not sent with it.
    event.stopPropagation();
    try {
      await save(typed);
      await queries.invalidateQueries({ queryKey: ['channels'] });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Modal title={title} close={close}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4" autoComplete="off">
        {isKindFixed ? null : (
          <KindChoice kind={kind} choose={(chosen) => setTyped({ ...typed, kind: chosen })} />
        )}
        <TextField
          label="Name"
          required
          fault={faultAt(error, '/name')}
          value={name}
          change={(text) => setTyped({ ...typed, name: text })}
        />
        {KINDS[kind].fields.map((field) => (
          <SettingField
            key={`${kind} ${field.member}`}
            of={field}
            fault={faultAt(error, `/settings/${field.member}`)}
            value={values.texts[field.member] ?? field.options?.[0] ?? ''}
            change={(value) => setValues({ texts: { ...values.texts, [field.member]: value } })}
          />
        ))}
        {hasHeaders(kind) ? (
          <ChannelHeaders headers={values.headers} change={(headers) => setValues({ headers })} />
        ) : null}
        {error === null ? null : <ProblemNote error={error} placed={placesOf(kind)} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === ''}>
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Members of the request that have a field which says what is wrong. */
function placesOf(kind: ChannelKind): readonly string[] {
  return ['/name', ...KINDS[kind].fields.map(({ member }) => `/settings/${member}`)];
}

function KindChoice({
  kind,
  choose,
}: {
  readonly kind: ChannelKind;
  readonly choose: (kind: ChannelKind) => void;
}): ReactNode {
  return (
    <Field label="Kind">
      {(ids) => (
        <select
          {...ids}
          className={INPUT}
          value={kind}
          onChange={({ target }) => choose(kindOf(target.value))}
        >
          {Object.entries(KINDS).map(([value, { name }]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function kindOf(text: string): ChannelKind {
  return CHANNEL_KINDS.find((kind) => kind === text) ?? 'webhook';
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
