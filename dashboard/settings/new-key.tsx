// Makes a key, then shows it, once.
import { type ReactNode, useState } from 'react';
import type { CreatedKey } from '../../api/schemas/access/access.ts';
import { SCOPES, SCOPE_MEANING, type Scope } from '../../domain/system/access/scope.ts';
import { ask } from '../api/ask.ts';
import { serverNow } from '../api/server-clock.ts';
import { Choice } from '../ui/field/field.tsx';
import { SelectField, TextField } from '../ui/field/plain-fields.tsx';
import { ShownOnce } from '../ui/field/shown-once.tsx';
import { FormModal } from '../ui/form/form-modal.tsx';
import { useForm } from '../ui/form/use-form.ts';
import { DAY_MS } from '../../domain/system/duration.ts';

const ENDS = [
  ['30', 'in 30 days'],
  ['90', 'in 90 days'],
  ['365', 'in a year'],
  ['never', 'never'],
] as const;
type End = (typeof ENDS)[number][0];

export function NewKey({ close }: { readonly close: () => void }): ReactNode {
  const [made, setMade] = useState<CreatedKey | null>(null);
  return made === null ? <KeyForm close={close} made={setMade} /> : <KeyOnce of={made} close={close} />;
}

interface KeyDraft {
  readonly name: string;
  readonly scope: Scope;
  readonly end: End;
}

function KeyForm({
  close,
  made,
}: {
  readonly close: () => void;
  readonly made: (key: CreatedKey) => void;
}): ReactNode {
  const form = useForm<KeyDraft, CreatedKey>({
    first: { name: '', scope: 'viewer', end: '90' },
    send: ({ name, scope, end }) => {
      const expiresAt = end === 'never' ? null : new Date(serverNow() + Number(end) * DAY_MS).toISOString();
      return ask('/v1/keys', { method: 'POST', body: { name, scope, expiresAt } });
    },
    done: made,
    stale: [['keys']],
    places: { name: '/name', end: '/expiresAt' },
  });
  return (
    <FormModal
      title="New key"
      verb="Make the key"
      form={form}
      isReady={form.values.name.trim() !== ''}
      close={close}
    >
      <TextField
        label="Name"
        hint="Who or what it is for. The audit tells what was done under this name."
        required
        maxLength={100}
        autoFocus
        placeholder="price bot"
        {...form.field('name')}
      />
      <Choice
        legend="Scope"
        options={SCOPES.map((value) => ({ value, name: value, hint: SCOPE_MEANING[value] }))}
        {...form.field('scope')}
      />
      <SelectField label="Expires" options={ENDS} {...form.field('end')} />
    </FormModal>
  );
}

function KeyOnce({ of, close }: { readonly of: CreatedKey; readonly close: () => void }): ReactNode {
  return (
    <ShownOnce
      title={`The key ${of.name}`}
      secret={of.key}
      why="Webloom keeps only a hash of it."
      close={close}
    >
      <p className="mt-3 text-s text-ink-2">
        Send it as <code className="font-mono">Authorization: Bearer …</code>, give it to the command as{' '}
        <code className="font-mono">WEBLOOM_API_KEY</code>, or log in with it here.
      </p>
    </ShownOnce>
  );
}
