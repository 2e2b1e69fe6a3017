// A field of a form: label, hint and fault belong to the input, for readers too.
import { type ReactNode, useId } from 'react';

export const INPUT =
  'min-h-8 w-full rounded-m border border-line-strong bg-sheet px-2.5 py-1 text-m text-ink placeholder:text-ink-3 aria-invalid:border-failed';

interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export function Field({
  label,
  hint,
  fault,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  readonly children: (ids: FieldIds) => ReactNode;
}): ReactNode {
  const id = useId();
  const note = fault ?? hint;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-[550]">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note === undefined ? undefined : `${id}-note`,
        'aria-invalid': fault === undefined ? undefined : true,
      })}
      {note === undefined ? null : (
        <p id={`${id}-note`} className={`text-s ${fault === undefined ? 'text-ink-3' : 'text-failed'}`}>
          {note}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly name: string; readonly hint?: string }[];
  readonly change: (value: Value) => void;
}

/** A choice of a few, all in sight. */
export function Choice<Value extends string>({
  legend,
  value,
  options,
  change,
}: ChoiceProps<Value>): ReactNode {
  const name = useId();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 font-[550]">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-6 items-baseline gap-2.5">
          <input
            type="radio"
            name={name}
            className="translate-y-0.5 accent-(--accent)"
            checked={option.value === value}
            onChange={() => change(option.value)}
          />
          <span>
            {option.name}
            {option.hint === undefined ? null : (
              <span className="block text-s text-ink-3">{option.hint}</span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
