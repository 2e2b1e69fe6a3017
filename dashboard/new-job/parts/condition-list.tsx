// Conditions under which a change is told, written as people say them: "number < 100", "text contains sold out".
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import {
  type Condition,
  CONDITION_EXAMPLES,
  describeCondition,
  parseCondition,
} from '../../../domain/change/condition-text.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

interface ConditionListProps {
  readonly label: string;
  readonly none: string;
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: readonly Condition[]) => void;
}

export function ConditionList({ label, none, conditions, onChange }: ConditionListProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [isRefused, setRefused] = useState(false);
  const faultId = useId();
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const condition = parseCondition(typed);
    setRefused(condition === null);
    if (condition === null) return;
    onChange([...conditions, condition]);
    setTyped('');
  };
  return (
    <div className="min-w-0">
      <h3 className="text-s text-ink-2">{label}</h3>
      {conditions.length === 0 ? <p className="text-s text-ink-3">{none}</p> : null}
      <ul className="my-1 grid gap-1">
        {conditions.map((condition, at) => {
          const words = describeCondition(condition);
          return (
            <li key={words} className="flex items-center gap-1 rounded-s bg-sunk pl-2.5">
              <span dir="auto" className="min-w-0 flex-1 break-words">
                {words}
              </span>
              <IconButton
                label={`Take away ${words}`}
                onClick={() => onChange(conditions.filter((_, other) => other !== at))}
              >
                <Icon name="close" />
              </IconButton>
            </li>
          );
        })}
      </ul>
      <form onSubmit={add} className="flex gap-1.5">
        <input
          aria-label={`${label}: add a condition`}
          aria-invalid={isRefused}
          aria-describedby={isRefused ? faultId : undefined}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="number < 100"
          spellCheck={false}
          className="min-h-8 min-w-0 flex-1 rounded-m border border-line-strong bg-sheet px-2.5"
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          Add
        </Button>
      </form>
      {isRefused ? (
        <p id={faultId} role="alert" className="mt-1 text-s text-failed">
          It is no condition. Write one as in: {CONDITION_EXAMPLES}.
        </p>
      ) : null}
    </div>
  );
}
