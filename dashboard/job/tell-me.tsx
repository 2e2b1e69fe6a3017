// Which alert rules look at a job, and a rule of its own made on the spot.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Operators } from '../access/operators.tsx';
import type { JobView } from '../../api/schemas/job/job.ts';
import { RuleForm } from '../alert-list/rule-form.tsx';
import { useAlertRules } from '../alert-list/use-alerts.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';

export function TellMe({ job: { jobId, name } }: { readonly job: JobView }): ReactNode {
  const rules = useAlertRules(jobId);
  const [isNew, setNew] = useState(false);
  const on = rules.data?.items.filter(({ enabled }) => enabled) ?? [];
  return (
    <Card
      title="Tell me"
      aside={
        <Link to="/alerts/$section" params={{ section: 'rules' }} className="text-accent">
          All rules
        </Link>
      }
    >
      {rules.error === null ? null : <ProblemNote error={rules.error} />}
      {rules.isPending ? <Loading rows={2} /> : null}
      {rules.data !== undefined && on.length === 0 ? (
        <p className="text-ink-2">Nobody is told of this job.</p>
      ) : null}
      <ul className="grid gap-1">
        {on.map(({ ruleId, name: rule, text, scope }) => (
          <li key={ruleId} dir="auto">
            {rule} <span className="text-s text-ink-2">· {text}</span>
            {scope.kind === 'job' ? <span className="text-s text-ink-3"> · of this job alone</span> : null}
          </li>
        ))}
      </ul>
      <Operators>
        <p className="mt-3">
          <Button onClick={() => setNew(true)}>Tell me of something else</Button>
        </p>
      </Operators>
      {isNew ? <RuleForm job={{ jobId, name }} close={() => setNew(false)} /> : null}
    </Card>
  );
}
