// Makes a channel, then shows the signing key of a webhook, once.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ChannelWithKey } from '../../api/schemas/alert/channel.ts';
import { CHANNEL_KINDS } from '../../domain/channel/channel.ts';
import { ask } from '../api/ask.ts';
import { Field, INPUT } from '../settings/field.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { ProblemNote } from '../ui/empty-state.tsx';
import { Modal } from '../ui/modal.tsx';
import { tell } from '../ui/toast.tsx';
import { type ChannelKind, type KindField, KINDS, settingsOf } from './kind-fields.ts';

export function NewChannel({ close }: { readonly close: () => void }): ReactNode {
  const [made, setMade] = useState<ChannelWithKey | null>(null);
  const finish = (channel: ChannelWithKey): void => {
    if (channel.signingKey !== null) return setMade(channel);
    tell(`The channel ${channel.name} is there. Send it a test.`);
    close();
  };
  return made === null ? <ChannelForm close={close} made={finish} /> : <KeyOnce of={made} close={close} />;
}

function ChannelForm({
  close,
  made,
}: {
  readonly close: () => void;
  readonly made: (channel: ChannelWithKey) => void;
}): ReactNode {
  const queries = useQueryClient();
  const [kind, setKind] = useState<ChannelKind>('webhook');
  const [name, setName] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // The form may stand over another one, which is not sent with it.
    event.stopPropagation();
    try {
      const body = { name, settings: settingsOf(kind, values) };
      const channel = await ask<ChannelWithKey>('/v1/channels', { method: 'POST', body });
      await queries.invalidateQueries({ queryKey: ['channels'] });
      made(channel);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Modal title="New channel" close={close}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4" autoComplete="off">
        <KindChoice kind={kind} choose={setKind} />
        <Field label="Name">
          {(ids) => (
            <input
              {...ids}
              className={INPUT}
              required
              maxLength={100}
              placeholder="Ops"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        {KINDS[kind].fields.map((field) => (
          <SettingField
            key={`${kind} ${field.member}`}
            of={field}
            value={values[field.member] ?? field.options?.[0] ?? ''}
            change={(value) => setValues({ ...values, [field.member]: value })}
          />
        ))}
        {error === null ? null : <ProblemNote error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === ''}>
            Make the channel
          </Button>
        </div>
      </form>
    </Modal>
  );
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
  value,
  change,
}: {
  readonly of: KindField;
  readonly value: string;
  readonly change: (value: string) => void;
}): ReactNode {
  return (
    <Field label={optional === true ? `${label} (may be empty)` : label} hint={hint}>
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
            onChange={({ target }) => change(target.value)}
          />
        );
      }}
    </Field>
  );
}

/** The key of a webhook, told this once. */
export function KeyOnce({
  of: { name, signingKey, formerKeyUntil },
  close,
}: {
  readonly of: ChannelWithKey;
  readonly close: () => void;
}): ReactNode {
  return (
    <Modal
      alert
      title={`The signing key of ${name}`}
      close={close}
      actions={
        <Button kind="primary" onClick={close}>
          I have stored it
        </Button>
      }
    >
      <Note tone="var(--st-paused)" title="This is the only time it is shown.">
        The receiver verifies with it that a request comes from Webloom.
        {formerKeyUntil === null
          ? null
          : ` The key before signs too until ${formerKeyUntil.slice(0, 16).replace('T', ' ')} UTC.`}
      </Note>
      <code className="mt-4 block rounded-m border border-line bg-sunk px-3 py-2 font-mono text-s break-all select-all">
        {signingKey}
      </code>
    </Modal>
  );
}
