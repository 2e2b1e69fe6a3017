// The fields of a rule about a host that does not answer, or about Webloom itself: how long, and which parts.
import type { ReactNode } from 'react';
import { TextField, TickField } from '../../ui/field/plain-fields.tsx';
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
        <TickField
          legend="Of these parts"
          hint="None is ticked: all of them."
          value={parts}
          options={PARTS}
          change={(ticked) => change({ parts: ticked })}
        />
      ) : null}
    </>
  );
}
