// An alert rule, made or changed: what is told of which jobs, whom, how often; tried on the last 30 days first.
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { RuleView, TriedView } from '../../../api/schemas/alert/alert-rule.ts';
import { isProblem } from '../../api/problem.ts';
import { useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { counted } from '../../../domain/system/counted.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/card.tsx';
import { FormFaults } from '../../ui/form/form-fault.tsx';
import { saidError, useForm } from '../../ui/form/use-form.ts';
import { Modal } from '../../ui/modal.tsx';
import { tell } from '../../ui/toast.tsx';
import { draftOf, newDraft, type RuleDraft } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { toInput } from './rule-input.ts';
import { saveRule, tryRule } from './use-alerts.ts';

interface RuleFormProps {
  readonly close: () => void;
  /** The rule that is changed; absent: a new one. */
  readonly rule?: RuleView;
  /** A new rule looks at this job first. */
  readonly job?: { readonly jobId: string; readonly name: string };
}

export function RuleForm({ close, rule, job }: RuleFormProps): ReactNode {
  const zone = zoneOf(useAppearance());
  const [read] = useState<RuleDraft>(() => (rule === undefined ? newDraft(zone, job?.jobId) : draftOf(rule)));
  const form = useForm({
    first: read,
    send: async (draft) => saveRule(rule, { before: await toInput(read), after: await toInput(draft) }),
    done: ({ name, enabled }) => {
      tell(enabled ? `The rule ${name} tells from now on.` : `The rule ${name} is saved. It is off.`);
      close();
    },
    stale: [['alert-rules']],
  });
  const { values, isPending, error } = form;
  const trial = useMutation({ mutationFn: tryRule });
  return (
    <Modal title={titleOf(rule, job?.name)} close={close}>
      <form onSubmit={form.submit} className="grid gap-4">
        <RuleFields form={form} />
        {trial.data === undefined ? null : <Tried of={trial.data} />}
        <FormFaults id="rule-faults" error={error} />
        {error === null || isProblem(error) ? (
          <FormFaults id="trial-faults" error={saidError(trial.error, trial.variables === values)} />
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={trial.isPending} onClick={() => trial.mutate(values)}>
            {trial.isPending ? 'Trying…' : 'Try on the last 30 days'}
          </Button>
          <Button kind="primary" type="submit" disabled={values.name.trim() === '' || isPending}>
            {rule === undefined ? 'Make the rule' : 'Save the rule'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function titleOf(rule: RuleView | undefined, job: string | undefined): string {
  if (rule !== undefined) return `Change ${rule.name}`;
  return job === undefined ? 'New rule' : `Tell me of ${job}`;
}

function Tried({ of: { alerts, messages, days, examples, note } }: { readonly of: TriedView }): ReactNode {
  const title =
    note ??
    (alerts === 0
      ? `It would have told nothing in ${days} days.`
      : `It would have told ${alerts === 1 ? 'once' : `${alerts} times`} in ${days} days, in ${counted(messages, 'message')}.`);
  return (
    <Note tone="var(--st-scheduled)" title={title}>
      <ul className="grid gap-0.5 text-s">
        {examples.slice(0, 3).map((example) => (
          <li key={`${example.at}${example.title}`} dir="auto">
            {example.title}
          </li>
        ))}
      </ul>
    </Note>
  );
}
