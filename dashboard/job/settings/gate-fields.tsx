// The quality gates of a job: what of a run pauses it, or holds its changes back.
import type { ReactNode } from 'react';
import type { Gate, GateCondition } from '../../../domain/config/gate/schema.ts';
import type { FieldFault } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField, SelectField, TextField } from './form-field.tsx';
import { conditionOf, GATE_ACTIONS, GATE_KINDS, shareOf, withShare } from './gate-draft.ts';

interface GateFieldsProps {
  readonly gates: readonly Gate[];
  readonly fieldNames: readonly string[];
  readonly onChange: (gates: Gate[]) => void;
  readonly faults: readonly FieldFault[];
}

const POINTER = '/config/gates';

export function GateFields({ gates, fieldNames, onChange, faults }: GateFieldsProps): ReactNode {
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
          faults={faults}
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
  readonly faults: readonly FieldFault[];
}

function GateRow({ pointer, gate, fieldNames, onGate, faults }: RowProps): ReactNode {
  const { when } = gate;
  const onChange = (changed: GateCondition): void => onGate({ ...gate, when: changed });
  const share = shareOf(when);
  return (
    <div className="grid gap-2 border-l-2 border-line pl-3">
      <SelectField
        label="When"
        value={when.kind}
        options={GATE_KINDS}
        onChoice={(kind) => onChange(conditionOf(kind, fieldNames))}
      />
      {when.kind === 'field' ? (
        <TextField
          label="Field"
          value={when.name}
          onText={(name) => onChange({ ...when, name: name.trim() })}
          pointer={`${pointer}/when/name`}
          faults={faults}
        />
      ) : null}
      {share === null ? null : (
        <NumberField
          label="Percent"
          min={1}
          value={Number((share * 100).toFixed(2))}
          onNumber={(percent) => onChange(withShare(when, (percent ?? 0) / 100))}
          pointer={`${pointer}/when`}
          faults={faults}
        />
      )}
      <SelectField
        label="Then"
        value={gate.action}
        options={GATE_ACTIONS}
        onChoice={(action) => onGate({ ...gate, action })}
      />
      <div>
        <Button kind="quiet" onClick={() => onGate(null)}>
          Leave out
        </Button>
      </div>
    </div>
  );
}
