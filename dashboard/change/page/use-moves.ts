// The moves of parts of a stored version: what they are called, where they stand then, and saving that into the job.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import type { PickedPartView } from '../../../api/schemas/preview/preview-part.ts';
import type { WatchSettings } from '../../../domain/reading/part/watch-rules.ts';
import { ask, segment } from '../../api/ask.ts';
import { isProblem } from '../../api/problem.ts';
import {
  type Move,
  movedParts,
  type NamedLists,
  NO_NAMES,
  selectorToMove,
} from '../../ui/picture/move-part.ts';
import { tell } from '../../ui/toast.tsx';

type Side = 'body' | 'frame';

async function select(snapshotId: string, body: object): Promise<PickedPartView> {
  return ask(`/v1/snapshots/${segment(snapshotId)}/select`, { method: 'POST', body });
}

function namedIn(job: JobView): NamedLists {
  const { bodyParts, frameParts }: WatchSettings = job.config['changes'] ?? {};
  return { bodyParts: bodyParts ?? NO_NAMES.bodyParts, frameParts: frameParts ?? NO_NAMES.frameParts };
}

interface Last {
  readonly to: Side;
  /** The moves before it, to which a wider one is added. */
  readonly before: readonly Move[];
}

export function useMoves(snapshotId: string, job: JobView) {
  const [moves, setMoves] = useState<readonly Move[]>([]);
  const [last, setLast] = useState<Last | null>(null);
  const lists = movedParts(namedIn(job), moves);
  const shown = useQuery({
    queryKey: ['snapshot', snapshotId, 'places', lists],
    queryFn: () => select(snapshotId, lists),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  const pick = useMutation({ mutationFn: (node: number) => select(snapshotId, { node }) });
  const begin = (next: readonly Move[]): void => {
    setMoves(next);
    setLast(null);
  };
  const takeAfter = (before: readonly Move[], node: number, to: Side): void =>
    pick.mutate(node, {
      onSuccess: (picked) => {
        const selector = selectorToMove(picked);
        if (selector === null) return;
        setLast({ to, before });
        setMoves([...before, { selector, to }]);
      },
    });
  return {
    lists,
    places: shown.data?.places ?? null,
    error: shown.error ?? pick.error,
    isChanged: JSON.stringify(lists) !== JSON.stringify(namedIn(job)),
    moved: last === null || pick.data === undefined ? null : { part: pick.data, to: last.to },
    take: (node: number, to: Side) => takeAfter(moves, node, to),
    widen: (node: number) => {
      if (last !== null) takeAfter(last.before, node, last.to);
    },
    takeBack: (selector: string) => begin([...moves, { selector, to: null }]),
    discard: () => begin([]),
  };
}

/** Over the version of the job that was read: where somebody else was faster, the moves stay and their version is read. */
export function useSaveNames({ jobId, etag }: JobView, onSaved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (changes: NamedLists) =>
      ask(`/v1/jobs/${segment(jobId)}`, {
        method: 'PATCH',
        body: { config: { changes } },
        headers: { 'if-match': `"${etag}"` },
      }),
    onSuccess: (saved) => {
      queries.setQueryData(['job', jobId], saved);
      void queries.invalidateQueries({ queryKey: ['job', jobId] });
      tell(`Saved as version ${saved.version} of the job. Runs that begin from now on read its pages so.`);
      onSaved();
    },
    onError: (error) => {
      if (!isProblem(error) || error.code !== 'precondition-failed') return;
      void queries.invalidateQueries({ queryKey: ['job', jobId] });
      tell('Somebody else saved this job meanwhile. Your moves are kept: look at them, and save again.', {
        tone: 'refused',
      });
    },
  });
}
