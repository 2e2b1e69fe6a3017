// Which plan each workspace has. The operator, an admin of the default workspace, gives another here.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { WorkspaceView } from '../../api/schemas/access/access.ts';
import type { PlanList } from '../../api/schemas/access/usage.ts';
import { ask, segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { Card } from '../ui/card.tsx';
import { Loading } from '../ui/empty-state.tsx';
import { tell } from '../ui/toast.tsx';
import { SelectField } from '../ui/field/plain-fields.tsx';
import { FormProblem } from '../ui/form/form-fault.tsx';

/** More than these are for the command line: `webloom workspaces`. */
const MAX_SHOWN = 100;

export function PlanSettings(): ReactNode {
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const plans = useAsk(['plans'], '/v1/plans');
  const workspaces = useAsk(['workspaces'], '/v1/workspaces', { query: { limit: MAX_SHOWN } });
  if (plans.data === undefined || workspaces.data === undefined) return <Loading />;
  const give = async ({ workspaceId, name }: WorkspaceView, plan: string): Promise<void> => {
    try {
      await ask(`/v1/workspaces/${segment(workspaceId)}`, { method: 'PATCH', body: { plan } });
      setError(null);
      tell(`${name} has the plan ${plan} now.`);
      await Promise.all(
        [['workspaces'], ['usage'], ['retention']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Card title="Plans of workspaces" className="max-w-2xl">
      <p className="mb-4 text-s text-ink-2">
        A plan that allows less than is there deletes nothing but versions that are older than it keeps; new
        jobs and runs are refused.
      </p>
      <div className="grid gap-4 desk:grid-cols-2">
        {workspaces.data.items.map((workspace) => (
          <SelectField
            key={workspace.workspaceId}
            label={workspace.name}
            hint={workspace.workspaceId}
            value={workspace.plan}
            options={namesOf(plans.data, workspace).map((plan) => [plan, plan] as const)}
            change={(plan) => void give(workspace, plan)}
          />
        ))}
      </div>
      <FormProblem error={error} />
    </Card>
  );
}

/** A plan that is not in the operator's file any more is shown as long as the workspace has it. */
function namesOf({ items }: PlanList, { plan }: WorkspaceView): string[] {
  return [...new Set([...items.map((one) => one.plan), plan])];
}
