// The fields of a new alert rule: its name, what it tells, and how often.
import type { ReactNode } from 'react';
import { Field, INPUT } from '../settings/field.tsx';
import type { RuleDraft } from './rule-draft.ts';
import { useChannels } from './use-alerts.ts';

const KINDS = [
  ['notable change', 'A change that matters'],
  ['major change', 'A major change'],
  ['change', 'Any change'],
  ['price', 'A price or a stock'],
  ['run fails', 'A failed run'],
  ['pages fail 3', 'Pages that fail 3 times in a row'],
  ['no run 30m', 'A run that is due and does not begin'],
] as const;

const OFTEN = [
  ['none', 'at once'],
  ['hour', 'once an hour'],
  ['day', 'once a day'],
] as const;

interface FieldsProps {
  readonly draft: RuleDraft;
  readonly change: (change: Partial<RuleDraft>) => void;
  /** Why the price rule can not be read; null: it can. */
  readonly unread: string | null;
}

export function RuleFields({ draft, change, unread }: FieldsProps): ReactNode {
  const channels = (useChannels().data?.items ?? []).map(({ channelId, name }) => [channelId, name] as const);
  return (
    <>
      <TextField
        label="Name"
        hint="It stands in each message."
        value={draft.name}
        type={(name) => change({ name })}
      />
      <SelectField
        label="Tell me of"
        value={draft.when}
        options={KINDS}
        choose={(when) => change({ when })}
      />
      {draft.when === 'price' ? (
        <TextField
          label="Price rule"
          hint="As drop 5%, below 99.95 EUR, above 120 EUR, 30-day low, back in stock."
          fault={unread}
          value={draft.price}
          type={(price) => change({ price })}
        />
      ) : null}
      {draft.when.endsWith('change') ? (
        <TextField
          label="With this text"
          hint="In what came or went; empty: any. A pattern stands as /sold out/."
          value={draft.text}
          type={(text) => change({ text })}
        />
      ) : null}
      <SelectField
        label="Whom"
        value={draft.channel}
        options={[['all', 'all channels'], ...channels]}
        choose={(channel) => change({ channel })}
      />
      <SelectField
        label="How often"
        value={draft.digest}
        options={OFTEN}
        choose={(digest) => change({ digest: OFTEN.find(([value]) => value === digest)?.[0] ?? 'none' })}
      />
    </>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly fault?: string | null;
  readonly value: string;
  readonly type: (text: string) => void;
}

function TextField({ label, hint, fault = null, value, type }: TextFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} fault={fault ?? undefined}>
      {(ids) => (
        <input
          {...ids}
          className={INPUT}
          maxLength={500}
          value={value}
          onChange={({ target }) => type(target.value)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly choose: (value: string) => void;
}

function SelectField({ label, value, options, choose }: SelectFieldProps): ReactNode {
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} className={INPUT} value={value} onChange={({ target }) => choose(target.value)}>
          {options.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
