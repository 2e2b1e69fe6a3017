// A field that searches a list: what is typed is asked for after a short rest, and Escape clears it.
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

const REST_MS = 250;
const LONGEST = 200;

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  /** What is searched for now, as the address says. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly className?: string;
}

export function SearchField(props: SearchFieldProps): ReactNode {
  const { label, placeholder = label, value, onSearch, field, className = 'max-w-80 phone:w-80' } = props;
  const [text, setText] = useState(value);
  // The address may change without the field: by a link that clears the filters.
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  const latest = useRef(onSearch);
  useEffect(() => {
    latest.current = onSearch;
  });
  const wanted = text.trim();
  // A field that is gone by then asks for nothing: it would change the address of another screen.
  useEffect(() => {
    if (wanted === known) return undefined;
    const timer = setTimeout(() => latest.current(wanted), REST_MS);
    return () => clearTimeout(timer);
  }, [wanted, known]);
  return (
    <input
      ref={field}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={text}
      maxLength={LONGEST}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setText('');
      }}
      className={`min-h-8 w-full rounded-m border border-line-strong bg-sheet px-2.5 placeholder:text-ink-3 ${className}`}
    />
  );
}
