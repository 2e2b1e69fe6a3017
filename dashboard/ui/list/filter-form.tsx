// A row of filters above a list: texts that count when the field is left or Enter is pressed, and choices that count at once.
import type { FormEvent, ReactNode } from 'react';
import { INPUT } from '../field/field.tsx';

interface FilterFormProps {
  readonly label: string;
  readonly children: ReactNode;
}

export function FilterForm({ label, children }: FilterFormProps): ReactNode {
  return (
    <form
      role="search"
      aria-label={label}
      className="mb-4 flex flex-wrap items-end gap-3"
      onSubmit={leaveField}
    >
      {children}
    </form>
  );
}

/** A field that is left gives its text to the address. */
function leaveField(event: FormEvent): void {
  event.preventDefault();
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
}

interface TextFilterProps {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly write: (text: string) => void;
}

export function TextFilter({ name, label, placeholder, value = '', write }: TextFilterProps): ReactNode {
  return (
    <label className="grid flex-1 basis-40 gap-1 text-s text-ink-2">
      {label}
      <input
        // Filled anew where the address changes.
        key={value}
        name={name}
        className={INPUT}
        placeholder={placeholder}
        defaultValue={value}
        onBlur={({ target }) => {
          const text = target.value.trim();
          if (text !== value) write(text);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </label>
  );
}

interface ChoiceFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  /** Words by value; the empty value is no filter. */
  readonly choices: Readonly<Record<string, string>>;
  readonly choose: (value: string) => void;
}

export function ChoiceFilter({ label, value = '', choices, choose }: ChoiceFilterProps): ReactNode {
  return (
    <label className="grid basis-40 gap-1 text-s text-ink-2">
      {label}
      <select className={INPUT} value={value} onChange={({ target }) => choose(target.value)}>
        {Object.entries(choices).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
