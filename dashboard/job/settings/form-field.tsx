// Fields of the forms of a job: a label, the control, what it means, and what the API says is wrong with it.
import { type InputHTMLAttributes, type ReactNode, createContext, useContext, useId, useState } from 'react';
import type { FieldFault } from '../../api/problem.ts';
import { faultsAt } from '../../ui/field/field-fault.tsx';
import { InheritedNote } from './inherited-note.tsx';

const CONTROL = 'min-h-8 w-full rounded-m border border-line-strong bg-sheet px-2.5 py-1';

/** What the API says is wrong with the job whose fields stand within. */
export const JobFaults = createContext<readonly FieldFault[]>([]);

interface FieldFrameProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Where the API looks for it, as `/config/fetch/delayMs`. */
  readonly pointer?: string | undefined;
  /** What was found here; it is said before what the API says. */
  readonly fault?: string | undefined;
}

function useFault({ pointer, fault }: FieldFrameProps): string | undefined {
  const faults = useContext(JobFaults);
  return fault ?? (pointer === undefined ? undefined : faultsAt(faults, pointer)[0]?.detail);
}

function Frame({
  frame,
  id,
  children,
}: {
  readonly frame: FieldFrameProps;
  readonly id: string;
  readonly children: ReactNode;
}): ReactNode {
  const fault = useFault(frame);
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-s font-[540]">
        {frame.label}
      </label>
      {children}
      {frame.hint === undefined ? null : <p className="text-s text-ink-3">{frame.hint}</p>}
      <InheritedNote pointer={frame.pointer} />
      {fault === undefined ? null : (
        <p id={`${id}-fault`} role="alert" className="text-s text-failed">
          {fault}
        </p>
      )}
    </div>
  );
}

type TextProps = FieldFrameProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
    readonly value: string;
    readonly change: (text: string) => void;
  };

export function TextField({ label, hint, pointer, fault, value, change, ...rest }: TextProps): ReactNode {
  const id = useId();
  const frame = { label, hint, pointer, fault };
  return (
    <Frame frame={frame} id={id}>
      <input
        id={id}
        className={CONTROL}
        value={value}
        onChange={({ target }) => change(target.value)}
        aria-invalid={useFault(frame) !== undefined}
        {...rest}
      />
    </Frame>
  );
}

type NumberProps = FieldFrameProps & {
  /** Absent: the field is empty. */
  readonly value: number | undefined;
  readonly change: (value: number | undefined) => void;
  readonly min?: number;
  readonly step?: number | 'any';
};

export function NumberField({ value, change, min, step, ...frame }: NumberProps): ReactNode {
  return (
    <TypedField
      {...frame}
      type="number"
      min={min}
      step={step}
      value={value === undefined ? '' : String(value)}
      change={(text) => change(text === '' ? undefined : Number(text))}
    />
  );
}

/** Shows what is typed until it is left, also while that means nothing, or the same as other letters would. */
export function TypedField({ value, change, ...rest }: TextProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      {...rest}
      value={typed ?? value}
      change={(text) => {
        setTyped(text);
        change(text);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

type SelectProps<Value extends string> = FieldFrameProps & {
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly change: (value: Value) => void;
};

export function SelectField<Value extends string>({
  value,
  options,
  change,
  ...frame
}: SelectProps<Value>): ReactNode {
  const id = useId();
  return (
    <Frame frame={frame} id={id}>
      <select
        id={id}
        className={CONTROL}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find(([one]) => one === target.value)?.[0];
          if (chosen !== undefined) change(chosen);
        }}
      >
        {options.map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    </Frame>
  );
}

type LinesProps = FieldFrameProps & {
  /** One entry a line. */
  readonly value: readonly string[];
  readonly change: (lines: string[]) => void;
  readonly rows?: number;
  /** Sentences, and nothing that a program reads. */
  readonly isProse?: boolean;
};

export function LinesField({ value, change, rows = 3, isProse = false, ...frame }: LinesProps): ReactNode {
  const id = useId();
  return (
    <Frame frame={frame} id={id}>
      <textarea
        id={id}
        rows={rows}
        dir="auto"
        className={`${CONTROL} resize-y ${isProse ? '' : 'font-mono text-s'}`}
        value={value.join('\n')}
        onChange={({ target }) => change(target.value === '' ? [] : target.value.split('\n'))}
      />
    </Frame>
  );
}

export function CheckField({
  label,
  hint,
  value,
  change,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: boolean;
  readonly change: (value: boolean) => void;
}): ReactNode {
  return (
    <label className="flex items-start gap-2.5 py-0.5">
      <input
        type="checkbox"
        checked={value}
        onChange={({ target }) => change(target.checked)}
        className="mt-0 size-6 shrink-0 accent-(--accent)"
      />
      <span>
        {label}
        {hint === undefined ? null : <span className="block text-s text-ink-3">{hint}</span>}
      </span>
    </label>
  );
}
