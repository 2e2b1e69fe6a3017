// Who is told of what, for one job: the rules that look at it with their channels, and a rule of its own made on the spot.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Operators } from '../../access/operators.tsx';
import type { RuleView } from '../../../api/schemas/alert/alert-rule.ts';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { RuleForm } from '../../alert-list/rule-form.tsx';
import { useAlertRules, useChannels } from '../../alert-list/use-alerts.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { receiverWords } from './receiver-words.ts';

export function ToldCard({ job: { jobId, name } }: { readonly job: JobView }): ReactNode {
  const rules = useAlertRules(jobId);
  const [isNew, setNew] = useState(false);
  const on = rules.data?.items.filter(({ enabled }) => enabled) ?? [];
  return (
    <Card
      title="Told to"
      aside={
        <Link to="/alerts/$section" params={{ section: 'rules' }} className="text-accent">
          Change
        </Link>
      }
    >
      {rules.error === null ? null : <ProblemNote error={rules.error} />}
      {rules.isPending ? <Loading rows={2} /> : null}
      {rules.data !== undefined && on.length === 0 ? (
        <p className="text-ink-2">Nobody is told of this job.</p>
      ) : null}
      <ul className="grid gap-1.5">
        {on.map((rule) => (
          <Told key={rule.ruleId} rule={rule} />
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

function Told({ rule: { name, text, scope, channels } }: { readonly rule: RuleView }): ReactNode {
  const { data } = useChannels();
  return (
    <li>
      <span dir="auto" className="font-[540]">
        {data === undefined ? '' : receiverWords(channels, data.items)}
      </span>{' '}
      <span dir="auto" className="text-s text-ink-2">
        {text}; rule <bdi>{name}</bdi>
        {scope.kind === 'job' ? ', of this job alone' : ''}
      </span>
    </li>
  );
}
