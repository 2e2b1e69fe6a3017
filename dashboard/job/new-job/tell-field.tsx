// Whom a new job tells of what, asked last: by the rules that are there, or by one of its own with channels of its own.
import type { ReactNode } from 'react';
import { rulesOfAllJobs, useAlertRules, useChannels } from '../../alert/alert-list/use-alerts.ts';
import { ask } from '../../api/ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { ChannelChoice, NobodyNote } from '../../alert/alert-list/channel-choice.tsx';
import { Choice } from '../../ui/field/field.tsx';
import { tell } from '../../ui/toast.tsx';
import { channelsOfRules, type Telling, tellRuleOf } from './telling.ts';

export function TellField({
  value,
  change,
}: {
  readonly value: Telling;
  readonly change: (value: Telling) => void;
}): ReactNode {
  const { data } = useAlertRules();
  const common = data === undefined ? undefined : rulesOfAllJobs(data.items);
  const rules =
    common === undefined ? 'the rules for all jobs' : `${counted(common.length, 'rule')} for all jobs`;
  return (
    <div className="grid max-w-xl gap-3">
      <Choice
        legend="Tell me"
        value={value.of}
        change={(of) => change({ ...value, of })}
        options={[
          { value: 'rules', name: `By ${rules}`, hint: 'They stand under Alerts.' },
          { value: 'each', name: 'Of each change, too', hint: 'Small ones as well, by a rule of this job.' },
          { value: 'major', name: 'Of major changes, too', hint: 'By a rule of this job.' },
        ]}
      />
      {value.of === 'rules' ? (
        <RulesNote channels={common === undefined ? null : channelsOfRules(common)} />
      ) : (
        <ChannelChoice value={value.channels} change={(channels) => change({ ...value, channels })} />
      )}
    </div>
  );
}

/** Null: the rules are not read yet. */
function RulesNote({ channels }: { readonly channels: Telling['channels'] | null }): ReactNode {
  const { data } = useChannels();
  if (data === undefined || channels === null) return null;
  if (channels.length === 0 && data.items.length > 0)
    return (
      <p role="status" className="text-s text-failed">
        Nobody will be told: no rule for all jobs names a channel. Choose one of the others, or change a rule
        under Alerts.
      </p>
    );
  return <NobodyNote chosen={channels} channels={data.items} />;
}

/** The job is saved by then: a rule that can not be made is said, and nothing else is lost. */
export async function makeTellRule(
  telling: Telling,
  job: { readonly jobId: string; readonly name: string },
): Promise<void> {
  const rule = tellRuleOf(telling, job);
  if (rule === null) return;
  try {
    await ask('/v1/alert-rules', { method: 'POST', body: rule });
  } catch (error) {
    tell(error instanceof Error ? error.message : 'The rule could not be made.', { tone: 'refused' });
  }
}
