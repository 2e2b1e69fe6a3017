// Who is told of what, for one job: the rules that look at it with their channels, and a rule of its own made on the spot.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { RuleView } from '../../../api/schemas/alert/alert-rule.ts';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { RuleForm } from '../../alert/alert-list/rule-form.tsx';
import { useAlertRules, useChannels } from '../../alert/alert-list/use-alerts.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { byReceivers, type ToldGroup } from './receiver-words.ts';

export function ToldCard({ job: { jobId, name } }: { readonly job: JobView }): ReactNode {
  const rules = useAlertRules(jobId);
  const channels = useChannels();
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
      <ul className="grid gap-2.5">
        {byReceivers(on, channels.data?.items ?? []).map((group) => (
          <Told key={group.receivers} group={group} isKnown={channels.data !== undefined} />
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

interface ToldProps {
  readonly group: ToldGroup<RuleView>;
  /** The names of the channels are there. */
  readonly isKnown: boolean;
}

function Told({ group: { receivers, rules }, isKnown }: ToldProps): ReactNode {
  return (
    <li>
      <span dir="auto" className="font-[540] [overflow-wrap:anywhere]">
        {isKnown ? receivers : ''}
      </span>
      <ul className="mt-0.5 grid gap-0.5 text-s text-ink-2">
        {rules.map(({ ruleId, name, text, scope }) => (
          <li key={ruleId} dir="auto">
            {text}; rule <bdi>{name}</bdi>
            {scope.kind === 'job' ? ', of this job alone' : ''}
          </li>
        ))}
      </ul>
    </li>
  );
}
