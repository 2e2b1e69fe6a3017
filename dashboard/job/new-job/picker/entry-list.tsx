// A list of texts that somebody adds one by one and takes away again, as selectors and conditions.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useKeptFocus } from '../../../ui/kept-focus.ts';

interface EntryListProps {
  readonly label: string;
  /** What it means that there is none. */
  readonly none: string;
  /** What one entry is called: "selector". */
  readonly one: string;
  readonly placeholder: string;
  readonly isCode?: boolean;
  readonly entries: readonly string[];
  /** Returns why the text is none, or null. One that is there already is not added again. */
  readonly onAdd: (text: string) => string | null;
  readonly onRemove: (at: number) => void;
}

export function EntryList(props: EntryListProps): ReactNode {
  const { label, none, one, placeholder, isCode = false, entries, onAdd, onRemove } = props;
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const faultId = useId();
  const group = useKeptFocus<HTMLDivElement>();
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const text = typed.trim();
    if (text === '') return;
    const refused = onAdd(text);
    setFault(refused);
    if (refused === null) setTyped('');
  };
  return (
    <div ref={group} className="min-w-0">
      <h3 className="text-s text-ink-2">{label}</h3>
      {entries.length === 0 ? <p className="text-s text-ink-3">{none}</p> : null}
      <ul className="my-1 grid gap-1">
        {entries.map((entry, at) => (
          <li key={entry} className="flex items-center gap-1 rounded-s bg-sunk pl-2.5">
            <span
              dir="auto"
              className={`min-w-0 flex-1 ${isCode ? 'font-mono text-s break-all' : 'break-words'}`}
            >
              {entry}
            </span>
            <IconButton label={`Take away ${entry}`} onClick={() => onRemove(at)}>
              <Icon name="close" />
            </IconButton>
          </li>
        ))}
      </ul>
      <form onSubmit={add} className="flex gap-1.5">
        <input
          aria-label={`${label}: add a ${one}`}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : faultId}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          placeholder={placeholder}
          spellCheck={false}
          className={`min-h-8 min-w-0 flex-1 rounded-m border border-line-strong bg-sheet px-2.5 ${isCode ? 'font-mono text-s' : ''}`}
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          Add
        </Button>
      </form>
      {fault === null ? null : (
        <p id={faultId} role="alert" className="mt-1 text-s text-failed">
          {fault}
        </p>
      )}
    </div>
  );
}
