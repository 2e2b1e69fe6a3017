// Alert rules in a list: what each tells of which jobs, changed, turned on or off, removed.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import { workspaceWords } from '../../../domain/alert/rule/rule-subject.ts';
import type { RuleView } from '../../../api/schemas/alert/alert-rule.ts';
import { counted } from '../../../domain/system/counted.ts';
import { Button } from '../../ui/button.tsx';
import { RuleForm } from './rule-form.tsx';
import { useRuleChange } from './use-alerts.ts';

export function RuleRows({ rules }: { readonly rules: readonly RuleView[] }): ReactNode {
  return (
    <ul>
      {rules.map((rule) => (
        <RuleRow key={rule.ruleId} of={rule} />
      ))}
    </ul>
  );
}

function RuleRow({ of }: { readonly of: RuleView }): ReactNode {
  const change = useRuleChange();
  const [isEdited, setEdited] = useState(false);
  const { ruleId, name, text, enabled } = of;
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 desk:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className={`font-[580] ${enabled ? '' : 'text-ink-2'}`} dir="auto">
          {name}
          {enabled ? '' : ' (off)'}
        </p>
        <p className="text-s text-ink-2">
          {text} · <Where of={of} /> · {whom(of)}
          {often(of)}
        </p>
      </div>
      <Operators>
        <div className="flex flex-wrap items-start gap-1.5">
          <Button kind="quiet" aria-label={`Edit ${name}`} onClick={() => setEdited(true)}>
            Edit
          </Button>
          <Button
            kind="quiet"
            disabled={change.isPending}
            aria-label={`${enabled ? 'Turn off' : 'Turn on'} ${name}`}
            onClick={() => change.mutate({ ruleId, enabled: !enabled })}
          >
            {enabled ? 'Turn off' : 'Turn on'}
          </Button>
          <Button
            kind="quiet"
            disabled={change.isPending}
            aria-label={`Remove ${name}`}
            onClick={() => change.mutate({ ruleId, enabled: null })}
          >
            Remove
          </Button>
          {isEdited ? <RuleForm rule={of} close={() => setEdited(false)} /> : null}
        </div>
      </Operators>
    </li>
  );
}

function Where({ of: { scope, when } }: { readonly of: RuleView }): ReactNode {
  if (scope.kind === 'workspace') return workspaceWords(when);
  if (scope.kind === 'tag') return `jobs with the tag ${scope.tag}`;
  return (
    <Link to="/jobs/$jobId" params={{ jobId: scope.jobId }} className="hover:text-accent">
      one job
    </Link>
  );
}

function whom({ channels }: RuleView): string {
  if (channels === 'all') return 'tells all channels';
  return channels.length === 0 ? 'tells nobody' : `tells ${channels.length} of the channels`;
}

function often({ digest, quietHours, remindMinutes, zone, steps = [] }: RuleView): string {
  return [
    digest === 'none' ? '' : ` · once ${digest === 'hour' ? 'an hour' : 'a day'}`,
    quietHours === undefined ? '' : ` · silent ${quietHours.from}–${quietHours.to} ${zone}`,
    remindMinutes === undefined ? '' : ` · again every ${remindMinutes} min`,
    steps.length === 0 ? '' : ` · ${counted(steps.length, 'step')} while nobody acknowledges`,
  ].join('');
}
