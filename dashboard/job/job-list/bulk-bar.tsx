// What can be done with the chosen jobs: each verb is tried first, and its dialog says what would become of them.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMay } from '../../api/caller.ts';
import { LOOK_ONLY, Operators } from '../../ui/field/operators.tsx';
import type { BulkVerb } from '../../../domain/job/bulk/bulk-action.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { isFocusLost } from '../../ui/kept-focus.ts';
import { ActionMenu } from '../../ui/menu.tsx';
import { focusHeadline } from '../../ui/page-head.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import type { Selection } from './selection.ts';

interface BulkBarProps {
  readonly selection: Selection;
  /** How many jobs fit the search. */
  readonly total: number;
  readonly loaded: number;
  /** The whole search, for "all that fit". */
  readonly search: string;
}

const BUTTONS: readonly (readonly [BulkVerb, string])[] = [
  ['start', 'Run now'],
  ['pause', 'Pause'],
  ['resume', 'Resume'],
];
const MENU: readonly (readonly [BulkVerb, string])[] = [
  ['stop', 'Stop …'],
  ['tag', 'Add a tag …'],
  ['untag', 'Take a tag off …'],
  ['archive', 'Archive …'],
  ['restore', 'Restore …'],
  ['delete', 'Delete …'],
];

export function BulkBar({ selection, total, loaded, search }: BulkBarProps): ReactNode {
  const [verb, setVerb] = useState<BulkVerb | null>(null);
  const { ids, all } = selection;
  const isEmpty = ids.size === 0;
  const wasEmpty = useRef(isEmpty);
  useEffect(() => {
    if (isEmpty && !wasEmpty.current && isFocusLost()) focusHeadline();
    wasEmpty.current = isEmpty;
  }, [isEmpty]);
  if (isEmpty) return null;
  const canChooseAll = !all && ids.size === loaded && total > loaded;
  return (
    <div
      role="toolbar"
      aria-label="Actions on the chosen jobs"
      className="sticky top-2 z-30 mb-3 flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded-card border border-accent bg-sheet px-3 py-1.5 shadow-card"
    >
      <span aria-live="polite" className="mr-2 font-[560]">
        {all ? `All ${formatCount(total)} jobs that fit` : `${counted(ids.size, 'job')} chosen`}
      </span>
      {canChooseAll ? (
        <Button kind="quiet" className="text-accent" onClick={selection.chooseAll}>
          Choose all {formatCount(total)} that fit
        </Button>
      ) : null}
      <span className="flex-1" />
      <Verbs choose={setVerb} />
      <Button kind="quiet" onClick={selection.clear}>
        Clear
      </Button>
      {verb === null ? null : (
        <BulkDialog
          verb={verb}
          choice={all ? { q: search } : { jobIds: [...ids] }}
          close={() => setVerb(null)}
          begun={selection.clear}
        />
      )}
    </div>
  );
}

function Verbs({ choose }: { readonly choose: (verb: BulkVerb) => void }): ReactNode {
  const isAdmin = useMay('admin');
  return (
    <Operators instead={<span className="text-ink-2">{LOOK_ONLY}</span>}>
      {BUTTONS.map(([name, word]) => (
        <Button key={name} onClick={() => choose(name)}>
          {word}
        </Button>
      ))}
      <ActionMenu
        label="More actions on the chosen jobs"
        actions={MENU.map(([name, label]) => ({
          id: name,
          label,
          run: () => choose(name),
          danger: name === 'delete',
          refused: name === 'delete' && !isAdmin ? 'Admins delete jobs' : undefined,
        }))}
      >
        <Icon name="more" />
      </ActionMenu>
    </Operators>
  );
}
