// The fields of a rule about a host that does not answer, or about Webloom itself: how long, and which parts.
import type { ReactNode } from 'react';
import { CheckField, TextField } from '../../ui/field/plain-fields.tsx';
import { withTick } from '../../ui/field/ticked.ts';
import type { RuleDraft } from './rule-draft.ts';

const PARTS = [
  ['service', 'Store, RabbitMQ, Temporal'],
  ['agent', 'Processes'],
  ['queue', 'Queues'],
  ['disk', 'The disk'],
  ['network', 'Names of hosts'],
  ['hosts', 'Many hosts at once'],
] as const;

interface UnwellFieldsProps {
  readonly draft: RuleDraft;
  readonly change: (change: Partial<RuleDraft>) => void;
}

export function UnwellFields({
  draft: { when, unwellMinutes, parts },
  change,
}: UnwellFieldsProps): ReactNode {
  return (
    <>
      <TextField
        label="For how many minutes"
        hint="What is over sooner is told to nobody."
        type="number"
        min={1}
        required
        value={unwellMinutes}
        change={(text) => change({ unwellMinutes: text })}
      />
      {when === 'health' ? (
        <fieldset>
          <legend className="mb-1 font-[550]">Of these parts</legend>
          <div className="grid gap-x-4 gap-y-1 phone:grid-cols-2">
            {PARTS.map(([kind, words]) => (
              <CheckField
                key={kind}
                label={words}
                checked={parts.includes(kind)}
                change={(isTicked) => change({ parts: withTick(parts, kind, isTicked) })}
              />
            ))}
          </div>
          <p className="mt-1 text-s text-ink-3">None is ticked: all of them.</p>
        </fieldset>
      ) : null}
    </>
  );
}
