// An alert rule, made or changed: what is told of which jobs, whom, how often; tried on the last 30 days first.
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { RuleInput, RuleView, TriedView } from '../../../api/schemas/alert/alert-rule.ts';
import { isProblem } from '../../api/problem.ts';
import { useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { counted } from '../../../domain/system/counted.ts';
import { FieldFaults } from '../../ui/field/field-fault.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Modal } from '../../ui/modal.tsx';
import { draftOf, newDraft, type RuleDraft } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { toInput } from './rule-input.ts';
import { tryRule, useSaveRule } from './use-alerts.ts';

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
  const [draft, setDraft] = useState(read);
  const save = useSaveRule(rule, close);
  const trial = useMutation({ mutationFn: tryRule });
  const [unread, setUnread] = useState<string | null>(null);
  const withRule = async (act: (input: RuleInput) => unknown): Promise<void> => {
    setUnread(null);
    try {
      await act(await toInput(draft));
    } catch (error) {
      setUnread(error instanceof Error ? error.message : String(error));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void withRule(async (after) => save.mutate({ before: await toInput(read), after }));
  };
  const tryOut = (): void =>
    void withRule((input) => trial.mutate({ ...input, name: input.name === '' ? 'Tried' : input.name }));
  return (
    <Modal title={titleOf(rule, job?.name)} close={close}>
      <form onSubmit={submit} className="grid gap-4">
        <RuleFields draft={draft} change={(change) => setDraft({ ...draft, ...change })} />
        {trial.data === undefined ? null : <Tried of={trial.data} />}
        <Refused errors={[save.error, trial.error]} unread={unread} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={trial.isPending} onClick={tryOut}>
            {trial.isPending ? 'Trying…' : 'Try on the last 30 days'}
          </Button>
          <Button kind="primary" type="submit" disabled={draft.name.trim() === '' || save.isPending}>
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

/** All faults in words, where the API names several. */
function Refused({
  errors,
  unread,
}: {
  /** Of saving, then of trying; null: none. */
  readonly errors: readonly unknown[];
  readonly unread: string | null;
}): ReactNode {
  const faults = errors.flatMap((error) => (isProblem(error) ? error.faults : []));
  const unclear = unread === null ? [] : [{ detail: unread }];
  return (
    <>
      <FieldFaults id="rule-faults" faults={[...unclear, ...faults]} />
      {errors.map((error, index) =>
        error === null || (isProblem(error) && error.faults.length > 0) ? null : (
          <ProblemNote key={index === 0 ? 'save' : 'trial'} error={error} />
        ),
      )}
    </>
  );
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
