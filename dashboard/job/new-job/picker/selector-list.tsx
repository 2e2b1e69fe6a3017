// The selectors of what is watched or left out.
import type { ReactNode } from 'react';
import { EntryList } from './entry-list.tsx';

interface SelectorListProps {
  readonly label: string;
  readonly none: string;
  readonly selectors: readonly string[];
  readonly onChange: (selectors: readonly string[]) => void;
}

export function SelectorList({ label, none, selectors, onChange }: SelectorListProps): ReactNode {
  const add = (selector: string): null => {
    if (!selectors.includes(selector)) onChange([...selectors, selector]);
    return null;
  };
  return (
    <EntryList
      label={label}
      none={none}
      one="selector"
      placeholder="CSS, XPath or JSONPath"
      isCode
      entries={selectors}
      onAdd={add}
      onRemove={(at) => onChange(selectors.filter((_one, other) => other !== at))}
    />
  );
}
