// Asks what a roll-back would take back, starts one, and undoes one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MendAnswer, RollbackPreviewView } from '../../api/schemas/run/mend.ts';
import { ask, part } from '../api/ask.ts';
import { tell } from '../ui/toast.tsx';
import { refusalWords } from '../verb/use-verb.ts';

export type MendSubject =
  | { readonly kind: 'run'; readonly runId: string }
  | { readonly kind: 'undo'; readonly runId: string }
  | { readonly kind: 'page'; readonly pageId: string; readonly version: string };

export function useRollbackPreview(subject: MendSubject) {
  return useQuery({
    queryKey: ['rollback', subject],
    queryFn: ({ signal }) => ask<RollbackPreviewView>(previewPath(subject), { signal }),
    enabled: subject.kind !== 'undo',
    staleTime: 0,
  });
}

function previewPath(subject: MendSubject): string {
  if (subject.kind !== 'page') return `/v1/runs/${part(subject.runId)}/rollback`;
  return `/v1/pages/${part(subject.pageId)}/rollback?version=${part(subject.version)}`;
}

function startPath(subject: MendSubject): string {
  if (subject.kind === 'page') return `/v1/pages/${part(subject.pageId)}/rollback`;
  return `/v1/runs/${part(subject.runId)}/${subject.kind === 'undo' ? 'undo-rollback' : 'rollback'}`;
}

const STALE = ['run', 'runs', 'job', 'jobs', 'page', 'changes', 'change', 'prices', 'incidents'];

/** `onStarted` is given the run that does it. */
export function useMend(onStarted: (runId: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ subject, why }: { readonly subject: MendSubject; readonly why: string }) =>
      ask<MendAnswer>(startPath(subject), {
        method: 'POST',
        body: subject.kind === 'page' ? { why, version: subject.version } : { why },
      }),
    onSuccess: ({ runId, note }, { subject }) => {
      const what = subject.kind === 'undo' ? 'The roll-back is being undone.' : 'Rolling back.';
      tell([what, ...(note === null ? [] : [note])].join(' '));
      onStarted(runId);
    },
    onError: (error) => tell(refusalWords(error), { tone: 'refused' }),
    onSettled: () => {
      for (const noun of STALE) void queries.invalidateQueries({ queryKey: [noun] });
    },
  });
}
