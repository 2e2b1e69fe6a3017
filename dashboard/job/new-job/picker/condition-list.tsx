// Conditions under which a change is told, written as people say them: "number < 100", "text contains sold out".
import type { ReactNode } from 'react';
import {
  type Condition,
  CONDITION_EXAMPLES,
  describeCondition,
  parseCondition,
} from '../../../../domain/change/condition-text.ts';
import { EntryList } from './entry-list.tsx';

/** Conditions that all have to hold, and those of which one has to. */
export interface ConditionSets {
  readonly all: readonly Condition[];
  readonly any: readonly Condition[];
}

export function ConditionLists({
  conditions,
  onChange,
}: {
  readonly conditions: ConditionSets;
  readonly onChange: (conditions: ConditionSets) => void;
}): ReactNode {
  return (
    <div className="grid gap-5 desk:grid-cols-2">
      <ConditionList
        label="Each of these has to hold"
        conditions={conditions.all}
        onChange={(all) => onChange({ ...conditions, all })}
      />
      <ConditionList
        label="One of these has to hold"
        conditions={conditions.any}
        onChange={(any) => onChange({ ...conditions, any })}
      />
    </div>
  );
}

interface ConditionListProps {
  readonly label: string;
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: readonly Condition[]) => void;
}

function ConditionList({ label, conditions, onChange }: ConditionListProps): ReactNode {
  const entries = conditions.map(describeCondition);
  const add = (text: string): string | null => {
    const condition = parseCondition(text);
    if (condition === null) return `It is no condition. Write one as in: ${CONDITION_EXAMPLES}.`;
    if (!entries.includes(describeCondition(condition))) onChange([...conditions, condition]);
    return null;
  };
  return (
    <EntryList
      label={label}
      none="No condition"
      one="condition"
      placeholder="number < 100"
      entries={entries}
      onAdd={add}
      onRemove={(at) => onChange(conditions.filter((_one, other) => other !== at))}
    />
  );
}
