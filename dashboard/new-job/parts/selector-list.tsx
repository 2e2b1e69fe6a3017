// The selectors of what is watched or left out: each can be edited, judged and taken away; a new one can be typed.
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

interface SelectorListProps {
  readonly label: string;
  readonly none: string;
  readonly selectors: readonly string[];
  readonly onChange: (selectors: readonly string[]) => void;
}

export function SelectorList({ label, none, selectors, onChange }: SelectorListProps): ReactNode {
  const [typed, setTyped] = useState('');
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const selector = typed.trim();
    if (selector !== '' && !selectors.includes(selector)) onChange([...selectors, selector]);
    setTyped('');
  };
  return (
    <div className="min-w-0">
      <h3 className="text-s text-ink-3">{label}</h3>
      {selectors.length === 0 ? <p className="text-ink-2">{none}</p> : null}
      <ul className="my-1 grid gap-1">
        {selectors.map((selector) => (
          <li key={selector} className="flex items-center gap-1 rounded-s bg-sunk pl-2.5">
            <code className="min-w-0 flex-1 font-mono text-s break-all">{selector}</code>
            <IconButton
              label={`Take away ${selector}`}
              onClick={() => onChange(selectors.filter((one) => one !== selector))}
            >
              <Icon name="close" />
            </IconButton>
          </li>
        ))}
      </ul>
      <form onSubmit={add} className="flex gap-1.5">
        <input
          aria-label={`${label}: add a selector`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="CSS or XPath"
          spellCheck={false}
          className="min-h-8 min-w-0 flex-1 rounded-m border border-line-strong bg-sheet px-2.5 font-mono text-s"
        />
        <Button type="submit" disabled={typed.trim() === ''}>
          Add
        </Button>
      </form>
    </div>
  );
}
