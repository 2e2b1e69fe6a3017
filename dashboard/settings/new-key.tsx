// Makes a key, then shows it, once.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { CreatedKey } from '../../api/schemas/access/access.ts';
import { SCOPES, SCOPE_MEANING, type Scope } from '../../domain/system/access/scope.ts';
import { ask } from '../api/ask.ts';
import { faultAt } from '../api/problem.ts';
import { serverNow } from '../api/server-clock.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/empty-state.tsx';
import { Modal } from '../ui/modal.tsx';
import { Choice, Field, INPUT } from '../ui/field/field.tsx';
import { ShownOnce } from '../ui/field/shown-once.tsx';
import { DAY_MS } from '../../domain/system/duration.ts';

const ENDS = [
  { value: '30', name: 'in 30 days' },
  { value: '90', name: 'in 90 days' },
  { value: '365', name: 'in a year' },
  { value: 'never', name: 'never' },
] as const;
type End = (typeof ENDS)[number]['value'];

export function NewKey({ close }: { readonly close: () => void }): ReactNode {
  const [made, setMade] = useState<CreatedKey | null>(null);
  return made === null ? <KeyForm close={close} made={setMade} /> : <KeyOnce of={made} close={close} />;
}

/** Members of the request that have a field which says what is wrong. */
const PLACED = ['/name', '/expiresAt'];

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
  const queries = useQueryClient();
  const [draft, setDraft] = useState<KeyDraft>({ name: '', scope: 'viewer', end: '90' });
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { name, scope, end } = draft;
    const expiresAt = end === 'never' ? null : new Date(serverNow() + Number(end) * DAY_MS).toISOString();
    try {
      made(await ask('/v1/keys', { method: 'POST', body: { name, scope, expiresAt } }));
      await queries.invalidateQueries({ queryKey: ['keys'] });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Modal title="New key" close={close}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <KeyFields draft={draft} error={error} change={(change) => setDraft({ ...draft, ...change })} />
        {error === null ? null : <ProblemNote error={error} placed={PLACED} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={draft.name.trim() === ''}>
            Make the key
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function KeyFields({
  draft: { name, scope, end },
  error,
  change,
}: {
  readonly draft: KeyDraft;
  readonly error: unknown;
  readonly change: (change: Partial<KeyDraft>) => void;
}): ReactNode {
  return (
    <>
      <Field
        label="Name"
        hint="Who or what it is for. The audit tells what was done under this name."
        fault={faultAt(error, '/name')}
      >
        {(ids) => (
          <input
            {...ids}
            className={INPUT}
            required
            maxLength={100}
            autoFocus
            placeholder="price bot"
            value={name}
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Field>
      <Choice
        legend="Scope"
        value={scope}
        change={(value) => change({ scope: value })}
        options={SCOPES.map((value) => ({ value, name: value, hint: SCOPE_MEANING[value] }))}
      />
      <Field label="Expires" fault={faultAt(error, '/expiresAt')}>
        {(ids) => (
          <select
            {...ids}
            className={INPUT}
            value={end}
            onChange={({ target }) => change({ end: endOf(target.value) })}
          >
            {ENDS.map((option) => (
              <option key={option.value} value={option.value}>
                {option.name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

function endOf(text: string): End {
  return ENDS.find(({ value }) => value === text)?.value ?? '90';
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
