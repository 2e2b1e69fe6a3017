// What follows while nobody acknowledges: step after step, others are told, or the job or its host is paused.
import type { ReactNode } from 'react';
import { MAX_ESCALATIONS } from '../../../domain/alert/rule/escalation.ts';
import { SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { Button } from '../../ui/button.tsx';
import type { RuleDraft, EscalationDraft } from './rule-draft.ts';
import { useChannels } from './use-alerts.ts';

interface StepFieldsProps {
  readonly draft: RuleDraft;
  readonly change: (change: Partial<RuleDraft>) => void;
}

export function EscalationFields({ draft: { steps, when }, change }: StepFieldsProps): ReactNode {
  const { data } = useChannels();
  const channels = data?.items ?? [];
  const put = (index: number, step: Partial<EscalationDraft>): void =>
    change({ steps: steps.map((one, at) => (at === index ? { ...one, ...step } : one)) });
  const last = Number(steps.at(-1)?.afterMinutes ?? 0);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-[550]">While nobody acknowledges it</legend>
      {steps.map((step, index) => (
        <div key={step.key} className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-end gap-2">
          <TextField
            label="After minutes"
            type="number"
            min={1}
            max={43_200}
            required
            value={step.afterMinutes}
            change={(text) => put(index, { afterMinutes: text })}
          />
          <SelectField
            label={`Step ${index + 1}`}
            value={step.what}
            options={optionsFor(step.what, channels, when !== 'health')}
            change={(what) => put(index, { what })}
          />
          <Button
            kind="quiet"
            aria-label={`Take out step ${index + 1}`}
            onClick={() => change({ steps: steps.filter((_, at) => at !== index) })}
          >
            Take out
          </Button>
        </div>
      ))}
      {steps.length >= MAX_ESCALATIONS ? null : (
        <div>
          <Button
            onClick={() =>
              change({
                steps: [...steps, { key: nextKey(steps), afterMinutes: String(last + 15), what: 'all' }],
              })
            }
          >
            Add a step
          </Button>
        </div>
      )}
      <p className="text-s text-ink-3">
        Counted from the first message. What is paused goes on when somebody resumes it.
      </p>
    </fieldset>
  );
}

function nextKey(steps: readonly EscalationDraft[]): number {
  return Math.max(0, ...steps.map(({ key }) => key)) + 1;
}

type Option = readonly [value: string, name: string];

const PAUSES: readonly Option[] = [
  ['pause-job', 'Pause the job'],
  ['pause-host', 'Pause its host, for all runs'],
];

/** What a step has stays a choice, though its channel is removed or it tells several. */
function optionsFor(
  what: string,
  channels: readonly { readonly channelId: string; readonly name: string }[],
  hasJob: boolean,
): readonly Option[] {
  const options: Option[] = [
    ['all', 'Tell all channels'],
    ...channels.map(({ channelId, name }): Option => [channelId, `Tell ${name}`]),
    ...(hasJob ? PAUSES : []),
  ];
  if (options.some(([value]) => value === what)) return options;
  const own = PAUSES.find(([value]) => value === what) ?? [what, `Tell ${what.split(',').length} channels`];
  return [...options, own];
}
