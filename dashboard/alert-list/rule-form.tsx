// A new alert rule: what is told, how it is narrowed, how often; tried on the last 30 days before it is made.
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { RuleInput, TriedView } from '../../api/schemas/alert/alert-rule.ts';
import { isProblem } from '../api/problem.ts';
import { counted } from '../appearance/format.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { ProblemNote } from '../ui/empty-state.tsx';
import { Modal } from '../ui/modal.tsx';
import { conditionOf, NO_RULE, type RuleDraft } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { tryRule, useNewRule } from './use-alerts.ts';

interface NewRuleProps {
  readonly close: () => void;
  /** The rule looks at this job alone. */
  readonly job?: { readonly jobId: string; readonly name: string };
}

export function NewRule({ close, job }: NewRuleProps): ReactNode {
  const [draft, setDraft] = useState<RuleDraft>(NO_RULE);
  const save = useNewRule(close);
  const trial = useMutation({ mutationFn: tryRule });
  const [unread, setUnread] = useState<string | null>(null);
  const withRule = async (act: (rule: RuleInput) => void): Promise<void> => {
    setUnread(null);
    try {
      act(await toInput(draft, job?.jobId));
    } catch (error) {
      setUnread(error instanceof Error ? error.message : String(error));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void withRule((rule) => save.mutate(rule));
  };
  return (
    <Modal title={job === undefined ? 'New rule' : `Tell me of ${job.name}`} close={close}>
      <form onSubmit={submit} className="grid gap-4">
        <RuleFields draft={draft} change={(change) => setDraft({ ...draft, ...change })} unread={unread} />
        {trial.data === undefined ? null : <Tried of={trial.data} />}
        {[save.error, trial.error].map((error, index) =>
          error === null ? null : <ProblemNote key={index === 0 ? 'save' : 'trial'} error={faultOf(error)} />,
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={trial.isPending} onClick={() => void withRule((rule) => trial.mutate(rule))}>
            {trial.isPending ? 'Trying…' : 'Try on the last 30 days'}
          </Button>
          <Button kind="primary" type="submit" disabled={draft.name.trim() === '' || save.isPending}>
            Make the rule
          </Button>
        </div>
      </form>
    </Modal>
  );
}

async function toInput(draft: RuleDraft, jobId: string | undefined): Promise<RuleInput> {
  const when = await conditionOf(draft);
  return {
    name: draft.name.trim() === '' ? 'Tried' : draft.name,
    when,
    scope: jobId === undefined ? { kind: 'workspace' } : { kind: 'job', jobId },
    channels: draft.channel === 'all' ? 'all' : [draft.channel],
    digest: draft.digest,
  };
}

/** The first fault in words, where the API names several. */
function faultOf(error: unknown): unknown {
  return isProblem(error) && error.faults.length > 0 ? new Error(error.faults[0]?.detail) : error;
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
