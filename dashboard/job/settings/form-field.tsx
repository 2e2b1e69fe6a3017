// Fields of the forms of a job: a label, the control, what it means, and what the API says is wrong with it.
import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react';
import type { FieldFault } from '../../api/problem.ts';

const CONTROL = 'min-h-8 w-full rounded-m border border-line-strong bg-sheet px-2.5 py-1';

interface FieldFrameProps {
  readonly label: string;
  readonly help?: string | undefined;
  /** Where the API looks for it, as `/config/fetch/delayMs`. */
  readonly pointer?: string | undefined;
  readonly faults?: readonly FieldFault[] | undefined;
}

function faultOf({ pointer, faults = [] }: FieldFrameProps): string | undefined {
  if (pointer === undefined) return undefined;
  return faults.find(
    (fault) => fault.pointer === pointer || fault.pointer?.startsWith(`${pointer}/`) === true,
  )?.detail;
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
  const fault = faultOf(frame);
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-s font-[540]">
        {frame.label}
      </label>
      {children}
      {frame.help === undefined ? null : <p className="text-s text-ink-3">{frame.help}</p>}
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
    readonly onText: (text: string) => void;
  };

export function TextField({ label, help, pointer, faults, value, onText, ...rest }: TextProps): ReactNode {
  const id = useId();
  const frame = { label, help, pointer, faults };
  return (
    <Frame frame={frame} id={id}>
      <input
        id={id}
        className={CONTROL}
        value={value}
        onChange={({ target }) => onText(target.value)}
        aria-invalid={faultOf(frame) !== undefined}
        {...rest}
      />
    </Frame>
  );
}

type NumberProps = FieldFrameProps & {
  /** Absent: the field is empty. */
  readonly value: number | undefined;
  readonly onNumber: (value: number | undefined) => void;
  readonly min?: number;
  readonly step?: number | 'any';
};

export function NumberField({ value, onNumber, min, step, ...frame }: NumberProps): ReactNode {
  return (
    <TypedField
      {...frame}
      type="number"
      min={min}
      step={step}
      value={value === undefined ? '' : String(value)}
      onText={(text) => onNumber(text === '' ? undefined : Number(text))}
    />
  );
}

/** Shows what is typed until it is left, also while that means nothing, or the same as other letters would. */
export function TypedField({ value, onText, ...rest }: TextProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      {...rest}
      value={typed ?? value}
      onText={(text) => {
        setTyped(text);
        onText(text);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

type SelectProps<Value extends string> = FieldFrameProps & {
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChoice: (value: Value) => void;
};

export function SelectField<Value extends string>({
  value,
  options,
  onChoice,
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
          if (chosen !== undefined) onChoice(chosen);
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
  readonly onLines: (lines: string[]) => void;
  readonly rows?: number;
};

export function LinesField({ value, onLines, rows = 3, ...frame }: LinesProps): ReactNode {
  const id = useId();
  return (
    <Frame frame={frame} id={id}>
      <textarea
        id={id}
        rows={rows}
        dir="auto"
        className={`${CONTROL} resize-y font-mono text-s`}
        value={value.join('\n')}
        onChange={({ target }) => onLines(target.value === '' ? [] : target.value.split('\n'))}
      />
    </Frame>
  );
}

export function CheckField({
  label,
  help,
  value,
  onCheck,
}: {
  readonly label: string;
  readonly help?: string;
  readonly value: boolean;
  readonly onCheck: (value: boolean) => void;
}): ReactNode {
  return (
    <label className="flex items-start gap-2.5 py-0.5">
      <input
        type="checkbox"
        checked={value}
        onChange={({ target }) => onCheck(target.checked)}
        className="mt-0 size-6 accent-(--accent)"
      />
      <span>
        {label}
        {help === undefined ? null : <span className="block text-s text-ink-3">{help}</span>}
      </span>
    </label>
  );
}
