// What is kept for how long in the workspace. An admin sets other days; a job may have its own.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { RetentionView } from '../../api/schemas/access/retention.ts';
import { faultAt } from '../api/problem.ts';
import { ask, segment } from '../api/ask.ts';
import type { Caller } from '../api/caller.ts';
import { counted } from '../../domain/system/counted.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { tell } from '../ui/toast.tsx';
import { Field, INPUT } from '../ui/field/field.tsx';

type Item = RetentionView['items'][number];

export function RetentionSettings({
  caller,
  isAdmin,
}: {
  readonly caller: Caller | null;
  readonly isAdmin: boolean;
}): ReactNode {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['retention'],
    queryFn: ({ signal }) => ask('/v1/retention', { signal }),
  });
  if (isPending) return <Loading />;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  const [stays, goes] = [false, true].map((cleaned) => data.items.filter((one) => one.cleaned === cleaned));
  const settable = data.items.filter(({ setting }) => setting !== null);
  return (
    <div className="grid max-w-4xl gap-4 desk:grid-cols-2">
      <div className="grid content-start gap-4">
        <Card title="Kept until the job is removed">
          <ul className="grid gap-1.5">
            {stays?.map(({ what }) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
          <p className="mt-3 text-s text-ink-2">Removing a job erases all of it within a minute.</p>
        </Card>
        <Card title="Deleted by itself">
          <dl className="grid gap-1.5">
            {goes?.map(({ what, days }) => (
              <div key={what} className="flex justify-between gap-4">
                <dt>{what}</dt>
                <dd className="whitespace-nowrap text-ink-2">{counted(days ?? 0, 'day')}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
      {caller === null ? null : (
        <DaysForm
          // Filled anew with what was saved.
          key={settable.map(({ days }) => days).join()}
          workspaceId={caller.workspace.workspaceId}
          items={settable}
          isAdmin={isAdmin}
        />
      )}
    </div>
  );
}

interface DaysFormProps {
  readonly workspaceId: string;
  readonly items: readonly Item[];
  readonly isAdmin: boolean;
}

/** Where the API looks for the days of a setting. */
function pointerOf(setting: string | null): string {
  return `/retention/${setting ?? ''}`;
}

function DaysForm({ workspaceId, items, isAdmin }: DaysFormProps): ReactNode {
  const queries = useQueryClient();
  const [days, setDays] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<unknown>(null);
  const changed = items.filter((item) => isChanged(item, days));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      const retention = Object.fromEntries(changed.map(({ setting }) => [setting, daysOf(days, setting)]));
      const path = `/v1/workspaces/${segment(workspaceId)}` as const;
      await ask(path, { method: 'PATCH', body: { retention } });
      setError(null);
      tell('Saved. The next clean-up keeps to it.');
      await queries.invalidateQueries({ queryKey: ['retention'] });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Card title="Days for this workspace" className="content-start self-start">
      <form onSubmit={(event) => void save(event)} className="grid gap-4">
        <p className="text-s text-ink-2">
          {isAdmin
            ? 'A job may have days of its own, which come before these. An empty field goes back to the default.'
            : 'An admin of the workspace sets them; a job may have days of its own.'}
        </p>
        {items.map((item) => (
          <Field key={item.setting} label={item.what} fault={faultAt(error, pointerOf(item.setting))}>
            {(ids) => (
              <input
                {...ids}
                className={`${INPUT} max-w-40 tabular-nums`}
                inputMode="numeric"
                disabled={!isAdmin}
                value={days[item.setting ?? ''] ?? String(item.days)}
                onChange={({ target }) => setDays({ ...days, [item.setting ?? '']: target.value })}
              />
            )}
          </Field>
        ))}
        {error === null ? null : (
          <ProblemNote error={error} placed={items.map(({ setting }) => pointerOf(setting))} />
        )}
        <div>
          <Button kind="primary" type="submit" disabled={!isAdmin || changed.length === 0}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

function isChanged({ setting, days }: Item, written: Readonly<Record<string, string>>): boolean {
  const text = written[setting ?? ''];
  return text !== undefined && text.trim() !== String(days);
}

/** Null: as by default. What is no number is sent as it is, so that the answer says what to write. */
function daysOf(written: Readonly<Record<string, string>>, setting: Item['setting']): number | string | null {
  const text = (written[setting ?? ''] ?? '').trim();
  if (text === '') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
