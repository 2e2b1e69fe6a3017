// The keys of the inbox: which row is current, which are selected, and what is done with them.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ChangeView } from '../../../api/schemas/change/change.ts';
import { useCommands } from '../../api/registry.ts';
import type { InboxRow } from './day-group.ts';
import type { Mark } from './use-mark.ts';

export interface RowChoice {
  readonly current: string | null;
  readonly selected: ReadonlySet<string>;
  readonly setCurrent: (changeId: string) => void;
  readonly toggle: (changeId: string) => void;
  readonly clear: () => void;
  /** The changes of these rows, with the pages that are folded into them. */
  readonly changesOf: (ids: ReadonlySet<string>) => ChangeView[];
}

export function useRowKeys(rows: readonly InboxRow[], mark: Mark): RowChoice {
  const navigate = useNavigate();
  const [current, setCurrent] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const at = rows.findIndex(({ change }) => change.changeId === current);
  const changesOf = (ids: ReadonlySet<string>): ChangeView[] =>
    rows.filter(({ change }) => ids.has(change.changeId)).flatMap(({ change, same }) => [change, ...same]);
  const move = (step: number): void => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    setCurrent(next.change.changeId);
    focusRow(next.change.changeId);
  };
  const act = (inbox: ChangeView['inbox']): void => {
    const ids = selected.size > 0 ? selected : new Set(current === null ? [] : [current]);
    mark.these(changesOf(ids), inbox);
    if (selected.size === 0) move(1);
    setSelected(new Set());
  };
  const toggle = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const open = (): void => {
    if (current !== null) void navigate({ to: '/changes/$changeId', params: { changeId: current } });
  };
  useCommands([
    { keys: 'j', label: 'Next change', group: 'Changes', run: () => move(1) },
    { keys: 'k', label: 'Previous change', group: 'Changes', run: () => move(-1) },
    { keys: 'o', label: 'Open the change', group: 'Changes', run: open },
    { keys: 'e', label: 'Mark as seen', group: 'Changes', run: () => act('seen'), changes: true },
    { keys: 'i', label: 'Ignore', group: 'Changes', run: () => act('ignored'), changes: true },
    { keys: 'u', label: 'Mark as unread', group: 'Changes', run: () => act('unread'), changes: true },
    {
      keys: 'x',
      label: 'Select the change',
      group: 'Changes',
      run: () => {
        if (current !== null) toggle(current);
      },
    },
  ]);
  return { current, selected, setCurrent, toggle, clear: () => setSelected(new Set()), changesOf };
}

/** The link of the row gets the focus, so that Enter opens it. */
function focusRow(changeId: string): void {
  const row = document.querySelector(`[data-change="${CSS.escape(changeId)}"]`);
  row?.querySelector<HTMLAnchorElement>('a')?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}
