// The workspace: its name. Everything a workspace owns is seen by its own keys alone.
import type { ReactNode } from 'react';
import { ask, segment } from '../api/ask.ts';
import type { Caller } from '../api/caller.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { tell } from '../ui/toast.tsx';
import { TextField } from '../ui/field/plain-fields.tsx';
import { FormProblem } from '../ui/form/form-fault.tsx';
import { useForm } from '../ui/form/use-form.ts';

const WHAT_IT_OWNS =
  'Jobs, runs, changes and prices belong to the workspace; keys of other workspaces see none of them.';

interface WorkspaceSettingsProps {
  readonly caller: Caller;
  readonly isAdmin: boolean;
}

export function WorkspaceSettings({ caller, isAdmin }: WorkspaceSettingsProps): ReactNode {
  const { workspace } = caller;
  const form = useForm({
    first: { name: workspace.name },
    send: ({ name }) =>
      ask(`/v1/workspaces/${segment(workspace.workspaceId)}`, { method: 'PATCH', body: { name } }),
    done: ({ name }) => tell(`The workspace is called ${name}.`),
    stale: [['caller']],
    places: { name: '/name' },
  });
  const name = form.values.name.trim();
  return (
    <Card title="Workspace" className="max-w-2xl">
      <form onSubmit={form.submit} className="grid gap-4">
        <TextField
          label="Name"
          hint={isAdmin ? WHAT_IT_OWNS : 'An admin of the workspace renames it.'}
          required
          maxLength={100}
          disabled={!isAdmin}
          {...form.field('name')}
        />
        <Facts>
          <Fact name="Id" isCode>
            {workspace.workspaceId}
          </Fact>
        </Facts>
        <FormProblem {...form} />
        <div>
          <Button kind="primary" type="submit" disabled={!isAdmin || name === '' || name === workspace.name}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
