// How far the latest bulk actions are: a bar while one is at work, then what became of it, with its undo.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BulkView } from '../../../api/schemas/job/bulk-action.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/moment.tsx';
import { tell } from '../../ui/toast.tsx';
import { BULK_WORDS } from './bulk-words.ts';

/** An action that has ended is shown this long, if nobody closes it. */
const SHOWN_MS = 60_000;
const SHOWN = 2;

export function BulkProgress(): ReactNode {
  const now = useNow();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const { data } = useAsk(['bulk-actions', 'latest'], '/v1/bulk-actions', {
    query: { limit: 5 },
    // The stream tells most of it; this is for the time when it is away.

    refetchInterval: ({ state }) => (state.data?.items.some(isAtWork) === true ? 2_000 : false),
  });
  const shown = (data?.items ?? []).filter(
    (action) =>
      !closed.has(action.bulkId) &&
      (isAtWork(action) || now - Date.parse(action.finishedAt ?? '') < SHOWN_MS),
  );
  if (shown.length === 0) return null;
  return (
    <div className="mb-3 grid gap-2">
      {shown.slice(0, SHOWN).map((action) => (
        <BulkCard
          key={action.bulkId}
          action={action}
          close={() => setClosed(new Set([...closed, action.bulkId]))}
        />
      ))}
    </div>
  );
}

function isAtWork({ finishedAt }: BulkView): boolean {
  return finishedAt === null;
}

function BulkCard({ action, close }: { readonly action: BulkView; readonly close: () => void }): ReactNode {
  const end = useEnd(action);
  const { total, left, groups } = action;
  const others = groups.filter(({ outcome }) => outcome !== 'done');
  return (
    <section
      aria-label="Bulk action"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-card border border-line bg-sheet py-2 pr-2 pl-3.5"
    >
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-[560]">{headline(action)}</p>
        {isAtWork(action) ? (
          <div
            role="progressbar"
            aria-label={headline(action)}
            aria-valuemin={0}
            aria-valuemax={total}
            aria-valuenow={total - left}
            className="mt-1 h-1.5 max-w-96 overflow-hidden rounded-s bg-line"
          >
            <i
              className="block h-full bg-accent transition-[width] duration-(--calm)"
              style={{ width: `${((total - left) / Math.max(1, total)) * 100}%` }}
            />
          </div>
        ) : null}
        {others.length === 0 ? null : (
          <p className="text-s text-ink-2">
            {others
              .map(({ outcome, reason, jobs }) => `${formatCount(jobs)} ${outcome}: ${reason}`)
              .join(' · ')}
          </p>
        )}
      </div>
      {isAtWork(action) ? <Button onClick={() => end('abort')}>Abort</Button> : null}
      {action.canUndo ? <Button onClick={() => end('undo')}>Undo</Button> : null}
      {isAtWork(action) ? null : (
        <IconButton label="Close" onClick={close}>
          <Icon name="close" />
        </IconButton>
      )}
    </section>
  );
}

function headline({ verb, state, done, total, left, undoOf }: BulkView): string {
  const words = BULK_WORDS[verb].done;
  const undone = undoOf === null ? '' : 'Undo: ';
  if (state === 'aborted')
    return `${undone}${counted(done, 'job')} ${words}, ${formatCount(left)} left alone`;
  if (state === 'done') return `${undone}${formatCount(done)} of ${counted(total, 'job')} ${words}`;
  return `${undone}${formatCount(total - left)} of ${counted(total, 'job')} looked at, ${formatCount(done)} ${words}`;
}

function useEnd({ bulkId }: BulkView): (end: 'abort' | 'undo') => void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (end: 'abort' | 'undo') =>
      ask(`/v1/bulk-actions/${segment(bulkId)}/${end}`, { method: 'POST', body: {} }),
    onError: (error) => tell(error.message, { tone: 'refused' }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['bulk-actions'] }),
  });
  return mutate;
}
