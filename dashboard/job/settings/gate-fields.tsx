// The quality gates of a job: what of a run pauses it, or holds its changes back.
import type { ReactNode } from 'react';
import type { Gate, GateCondition } from '../../../domain/config/gate/schema.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField, SelectField, TextField } from './form-field.tsx';
import { conditionOf, GATE_ACTIONS, GATE_KINDS, shareOf, withShare } from './gate-draft.ts';

interface GateFieldsProps {
  readonly gates: readonly Gate[];
  readonly fieldNames: readonly string[];
  readonly onChange: (gates: Gate[]) => void;
}

const POINTER = '/config/gates';

export function GateFields({ gates, fieldNames, onChange }: GateFieldsProps): ReactNode {
  const set = (at: number, changed: Gate | null): void =>
    onChange(gates.flatMap((gate, index) => (index !== at ? [gate] : (changed ?? []))));
  const add = (): void =>
    onChange([...gates, { when: conditionOf('failures', fieldNames), action: 'pause-job' }]);
  return (
    <fieldset className="grid gap-2">
      <legend className="text-s font-[540]">Quality gates: after a run like this</legend>
      {gates.map((gate, at) => (
        <GateRow
          // Rows have no id of their own, and what is in one is being changed.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          pointer={`${POINTER}/${at}`}
          gate={gate}
          fieldNames={fieldNames}
          onGate={(changed) => set(at, changed)}
        />
      ))}
      <div>
        <Button onClick={add}>Add a gate</Button>
      </div>
    </fieldset>
  );
}

interface RowProps {
  readonly pointer: string;
  readonly gate: Gate;
  readonly fieldNames: readonly string[];
  /** Null: not any more. */
  readonly onGate: (gate: Gate | null) => void;
}

function GateRow({ pointer, gate, fieldNames, onGate }: RowProps): ReactNode {
  const { when } = gate;
  const onChange = (changed: GateCondition): void => onGate({ ...gate, when: changed });
  const share = shareOf(when);
  return (
    <div className="grid gap-2 border-l-2 border-line pl-3">
      <SelectField
        label="When"
        value={when.kind}
        options={GATE_KINDS}
        change={(kind) => onChange(conditionOf(kind, fieldNames))}
      />
      {when.kind === 'field' ? (
        <TextField
          label="Field"
          value={when.name}
          change={(name) => onChange({ ...when, name: name.trim() })}
          pointer={`${pointer}/when/name`}
        />
      ) : null}
      {share === null ? null : (
        <NumberField
          label="Percent"
          min={1}
          value={Number((share * 100).toFixed(2))}
          change={(percent) => onChange(withShare(when, (percent ?? 0) / 100))}
          pointer={`${pointer}/when`}
        />
      )}
      <SelectField
        label="Then"
        value={gate.action}
        options={GATE_ACTIONS}
        change={(action) => onGate({ ...gate, action })}
      />
      <div>
        <Button kind="quiet" onClick={() => onGate(null)}>
          Leave out
        </Button>
      </div>
    </div>
  );
}
