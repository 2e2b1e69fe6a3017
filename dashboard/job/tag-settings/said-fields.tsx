// Fields of members that a tag may leave unsaid: then its jobs have what they say themselves, or the default.
import type { ReactNode } from 'react';
import { LinesField, SelectField } from '../settings/form-field.tsx';

interface SaidSelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  readonly options: readonly (readonly [Value, string])[];
  readonly change: (value: Value | undefined) => void;
  readonly pointer: string;
}

export const UNSAID = 'Not said by this tag';

export function SaidSelect<Value extends string>(props: SaidSelectProps<Value>): ReactNode {
  const { value, options, change, ...frame } = props;
  const all: readonly (readonly [Value | '', string])[] = [['', UNSAID], ...options];
  return (
    <SelectField<Value | ''>
      {...frame}
      value={value ?? ''}
      options={all}
      change={(next) => change(next === '' ? undefined : next)}
    />
  );
}

export function SaidLines({
  value = [],
  change,
  ...frame
}: {
  readonly label: string;
  readonly value: readonly string[] | undefined;
  readonly change: (lines: readonly string[] | undefined) => void;
  readonly pointer: string;
}): ReactNode {
  return (
    <LinesField
      {...frame}
      hint="One a line: a text, or /pattern/ with flags. Empty: not said by this tag."
      rows={2}
      value={value}
      change={(lines) => change(lines.length === 0 ? undefined : lines)}
    />
  );
}
