// What is kept for how long in the workspace. An admin sets other days; a job may have its own.
import type { ReactNode } from 'react';
import type { RetentionView } from '../../api/schemas/access/retention.ts';
import { ask, segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import type { Caller } from '../api/caller.ts';
import { counted } from '../../domain/system/counted.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { tell } from '../ui/toast.tsx';
import { TextField } from '../ui/field/plain-fields.tsx';
import { FormProblem } from '../ui/form/form-fault.tsx';
import { useForm } from '../ui/form/use-form.ts';

type Item = RetentionView['items'][number];

export function RetentionSettings({
  caller,
  isAdmin,
}: {
  readonly caller: Caller | null;
  readonly isAdmin: boolean;
}): ReactNode {
  const { data, error, isPending, refetch } = useAsk(['retention'], '/v1/retention');
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

function DaysForm({ workspaceId, items, isAdmin }: DaysFormProps): ReactNode {
  const form = useForm({
    first: daysOf(items, ({ days }) => String(days)),
    send: (written) => {
      const retention = daysOf(changedIn(items, written), ({ setting }) => numberIn(written[setting ?? '']));
      return ask(`/v1/workspaces/${segment(workspaceId)}`, { method: 'PATCH', body: { retention } });
    },
    done: () => tell('Saved. The next clean-up keeps to it.'),
    stale: [['retention']],
    places: daysOf(items, ({ setting }) => `/retention/${setting ?? ''}`),
  });
  return (
    <Card title="Days for this workspace" className="content-start self-start">
      <form onSubmit={form.submit} className="grid gap-4">
        <p className="text-s text-ink-2">
          {isAdmin
            ? 'A job may have days of its own, which come before these. An empty field goes back to the default.'
            : 'An admin of the workspace sets them; a job may have days of its own.'}
        </p>
        {items.map(({ setting, what }) => (
          <TextField
            key={setting}
            label={what}
            className="max-w-40 tabular-nums"
            inputMode="numeric"
            disabled={!isAdmin}
            {...form.field(setting ?? '')}
          />
        ))}
        <FormProblem {...form} />
        <div>
          <Button
            kind="primary"
            type="submit"
            disabled={!isAdmin || changedIn(items, form.values).length === 0}
          >
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** By name of the setting. */
function daysOf<Days>(items: readonly Item[], of: (item: Item) => Days): Record<string, Days> {
  return Object.fromEntries(items.map((item) => [item.setting, of(item)]));
}

function changedIn(items: readonly Item[], written: Readonly<Record<string, string>>): readonly Item[] {
  return items.filter(({ setting, days }) => written[setting ?? '']?.trim() !== String(days));
}

/** Null: as by default. What is no number is sent as it is, so that the answer says what to write. */
function numberIn(text = ''): number | string | null {
  const written = text.trim();
  if (written === '') return null;
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : written;
}
