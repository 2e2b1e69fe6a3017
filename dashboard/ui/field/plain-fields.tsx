// Fields of a form that hold one text, one or some of a few values, or yes and no. Each takes `value` and `change`.
import type { InputHTMLAttributes, ReactNode } from 'react';
import { Field, INPUT } from './field.tsx';
import { withTick } from './ticked.ts';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'> {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | undefined;
  readonly value: string;
  readonly change: (text: string) => void;
}

export function TextField({
  label,
  hint,
  fault,
  value,
  change,
  className = '',
  ...input
}: TextFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ids) => (
        <input
          maxLength={500}
          {...ids}
          {...input}
          className={`${INPUT} ${className}`}
          value={value}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly value: Value;
  readonly fault?: string | undefined;
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly change: (value: Value) => void;
}

export function SelectField<Value extends string>({
  label,
  hint,
  fault,
  value,
  options,
  change,
}: SelectFieldProps<Value>): ReactNode {
  const chosen = (text: string): Value => options.find(([id]) => id === text)?.[0] ?? value;
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ids) => (
        <select
          {...ids}
          className={INPUT}
          value={value}
          onChange={({ target }) => change(chosen(target.value))}
        >
          {options.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckField({
  label,
  value,
  change,
}: {
  readonly label: ReactNode;
  readonly value: boolean;
  readonly change: (checked: boolean) => void;
}): ReactNode {
  return (
    <label className="flex min-h-6 items-baseline gap-2.5">
      <input
        type="checkbox"
        className="translate-y-0.5 accent-(--accent)"
        checked={value}
        onChange={({ target }) => change(target.checked)}
      />
      <span dir="auto" className="min-w-0 break-words">
        {label}
      </span>
    </label>
  );
}

interface TickFieldProps<Value extends string> {
  readonly legend: string;
  readonly hint?: string;
  readonly value: readonly Value[];
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly change: (value: readonly Value[]) => void;
  /** How the boxes stand beside each other. */
  readonly className?: string;
}

/** Some of a few. */
export function TickField<Value extends string>({
  legend,
  hint,
  value,
  options,
  change,
  className = 'grid phone:grid-cols-2',
}: TickFieldProps<Value>): ReactNode {
  return (
    <fieldset>
      <legend className="mb-1 font-[550]">{legend}</legend>
      <div className={`gap-x-4 gap-y-1 ${className}`}>
        {options.map(([one, name]) => (
          <CheckField
            key={one}
            label={name}
            value={value.includes(one)}
            change={(isTicked) => change(withTick(value, one, isTicked))}
          />
        ))}
      </div>
      {hint === undefined ? null : <p className="mt-1 text-s text-ink-3">{hint}</p>}
    </fieldset>
  );
}
