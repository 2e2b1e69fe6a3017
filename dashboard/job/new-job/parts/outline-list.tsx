// The parts of a page as a list, for those who pick without a pointer or know the words they look for.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask, part } from '../../../api/ask.ts';
import { Button } from '../../../ui/button.tsx';
import { Loading, ProblemNote } from '../../../ui/empty-state.tsx';
import type { Pick } from './page-frame.tsx';

const SHOWN = 100;

export function OutlineList({
  previewId,
  onPick,
}: {
  readonly previewId: string;
  readonly onPick: (pick: Pick) => void;
}): ReactNode {
  const [wanted, setWanted] = useState('');
  const outline = useQuery({
    queryKey: ['preview', previewId, 'outline'],
    queryFn: ({ signal }) => ask(`/v1/previews/${part(previewId)}/outline`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (outline.isPending) return <Loading rows={4} />;
  if (outline.isError) return <ProblemNote error={outline.error} retry={() => void outline.refetch()} />;
  const found = outline.data.items.filter(({ text }) => text.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <div className="grid gap-2">
      <input
        type="search"
        aria-label="Find a part by its text"
        placeholder="Find a part by its text"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        className="min-h-8 rounded-m border border-line-strong bg-sheet px-2.5"
      />
      <ul className="max-h-96 divide-y divide-line overflow-auto rounded-m border border-line">
        {found.slice(0, SHOWN).map(({ node, label, text }) => (
          <li key={`${node} ${text}`} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1.5">
            <span className="min-w-0 flex-1 basis-40">
              <span dir="auto" className="block truncate">
                {text}
              </span>
              <span className="font-mono text-xs text-ink-3">{label}</span>
            </span>
            <Button onClick={() => onPick({ node, leaveOut: false, add: false })}>Watch</Button>
            <Button kind="quiet" onClick={() => onPick({ node, leaveOut: true, add: false })}>
              Leave out
            </Button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="text-s text-ink-2">No part has this text.</p> : null}
    </div>
  );
}
