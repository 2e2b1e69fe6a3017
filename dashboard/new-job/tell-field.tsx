// Whom a new job tells, asked last: by the rules that are there, or by one of its own.
import type { ReactNode } from 'react';
import { ask } from '../api/ask.ts';
import { useAlertRules } from '../alert-list/use-alerts.ts';
import { counted } from '../appearance/format.ts';
import { Choice } from '../settings/field.tsx';
import { tell } from '../ui/toast.tsx';

export type TellChoice = 'rules' | 'each' | 'major';

export function TellField({
  value,
  choose,
}: {
  readonly value: TellChoice;
  readonly choose: (value: TellChoice) => void;
}): ReactNode {
  const { data } = useAlertRules();
  const common = data?.items.filter(({ enabled, scope }) => enabled && scope.kind === 'workspace').length;
  const rules = common === undefined ? 'the rules for all jobs' : `${counted(common, 'rule')} for all jobs`;
  return (
    <Choice
      legend="Tell me"
      value={value}
      choose={choose}
      options={[
        { value: 'rules', name: `By ${rules}`, hint: 'They stand under Alerts.' },
        { value: 'each', name: 'Of each change, too', hint: 'Small ones as well, by a rule of this job.' },
        { value: 'major', name: 'Of major changes, too', hint: 'By a rule of this job.' },
      ]}
    />
  );
}

/** The job is saved by then: a rule that can not be made is said, and nothing else is lost. */
export async function makeTellRule(choice: TellChoice, jobId: string, jobName: string): Promise<void> {
  if (choice === 'rules') return;
  const when = choice === 'each' ? { kind: 'change' } : { kind: 'change', leastSeverity: 'major' };
  const name = `${choice === 'each' ? 'Changes of' : 'Major changes of'} ${jobName}`.slice(0, 100);
  try {
    await ask('/v1/alert-rules', { method: 'POST', body: { name, when, scope: { kind: 'job', jobId } } });
  } catch (error) {
    tell(error instanceof Error ? error.message : 'The rule could not be made.', { tone: 'refused' });
  }
}
