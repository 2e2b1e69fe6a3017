// A field that searches a list: what is typed is asked for after a short rest, and Escape clears it.
import { type ReactNode, useRef, useState } from 'react';

const REST_MS = 250;

export function SearchField({
  label,
  value,
  onSearch,
}: {
  readonly label: string;
  /** What is searched for now, as the address says. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
}): ReactNode {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // The address may change without the field: by a link that clears the filters.
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  const change = (next: string): void => {
    setText(next);
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next.trim()), REST_MS);
  };
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={({ target }) => change(target.value)}
      onKeyDown={({ key }) => {
        if (key === 'Escape') change('');
      }}
      className="min-h-8 w-full max-w-80 rounded-m border border-line-strong bg-sheet px-2.5 phone:w-80"
    />
  );
}
