// Fields of a form that hold one text, one of a few values, or yes and no.
import type { InputHTMLAttributes, ReactNode } from 'react';
import { Field, INPUT } from './field.tsx';

interface TextFieldProps
  extends Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'type' | 'list' | 'min' | 'max' | 'required' | 'autoComplete' | 'onFocus'
  > {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | undefined;
  readonly value: string;
  readonly change: (text: string) => void;
}

export function TextField({ label, hint, fault, value, change, ...input }: TextFieldProps): ReactNode {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ids) => (
        <input
          {...ids}
          {...input}
          className={INPUT}
          maxLength={500}
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
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly choose: (value: Value) => void;
}

export function SelectField<Value extends string>({
  label,
  hint,
  value,
  options,
  choose,
}: SelectFieldProps<Value>): ReactNode {
  const chosen = (text: string): Value => options.find(([id]) => id === text)?.[0] ?? value;
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <select
          {...ids}
          className={INPUT}
          value={value}
          onChange={({ target }) => choose(chosen(target.value))}
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
  checked,
  change,
}: {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly change: (checked: boolean) => void;
}): ReactNode {
  return (
    <label className="flex min-h-6 items-baseline gap-2.5">
      <input
        type="checkbox"
        className="translate-y-0.5 accent-(--accent)"
        checked={checked}
        onChange={({ target }) => change(target.checked)}
      />
      <span dir="auto" className="min-w-0 break-words">
        {label}
      </span>
    </label>
  );
}
