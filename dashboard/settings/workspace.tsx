// The workspace: its name. Everything a workspace owns is seen by its own keys alone.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { faultAt } from '../api/problem.ts';
import { ask, segment } from '../api/ask.ts';
import type { Caller } from '../api/caller.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ProblemNote } from '../ui/empty-state.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { tell } from '../ui/toast.tsx';
import { Field, INPUT } from '../ui/field/field.tsx';

const WHAT_IT_OWNS =
  'Jobs, runs, changes and prices belong to the workspace; keys of other workspaces see none of them.';

interface WorkspaceSettingsProps {
  readonly caller: Caller;
  readonly isAdmin: boolean;
}

export function WorkspaceSettings({ caller, isAdmin }: WorkspaceSettingsProps): ReactNode {
  const { workspace } = caller;
  const queries = useQueryClient();
  const [name, setName] = useState(workspace.name);
  const [error, setError] = useState<unknown>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      const path = `/v1/workspaces/${segment(workspace.workspaceId)}` as const;
      const saved = await ask(path, { method: 'PATCH', body: { name } });
      setError(null);
      tell(`The workspace is called ${saved.name}.`);
      await queries.invalidateQueries({ queryKey: ['caller'] });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Card title="Workspace" className="max-w-2xl">
      <form onSubmit={(event) => void save(event)} className="grid gap-4">
        <Field
          label="Name"
          hint={isAdmin ? WHAT_IT_OWNS : 'An admin of the workspace renames it.'}
          fault={faultAt(error, '/name')}
        >
          {(ids) => (
            <input
              {...ids}
              className={INPUT}
              required
              maxLength={100}
              disabled={!isAdmin}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Facts>
          <Fact name="Id" isCode>
            {workspace.workspaceId}
          </Fact>
        </Facts>
        {error === null ? null : <ProblemNote error={error} placed={['/name']} />}
        <div>
          <Button
            kind="primary"
            type="submit"
            disabled={!isAdmin || name.trim() === '' || name.trim() === workspace.name}
          >
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
