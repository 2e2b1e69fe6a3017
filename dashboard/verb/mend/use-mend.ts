// Starts a run that mends: a roll-back, its undo, one that reads stored pages again, one that verifies. Asks before what it
// would do.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { RollbackPreviewView } from '../../../api/schemas/run/mend.ts';
import { ask, segment } from '../../api/ask.ts';
import { tell } from '../../ui/toast.tsx';
import { refusalWords } from '../use-verb.ts';
import { given } from '../../../domain/system/given.ts';

export type RollbackSubject =
  | { readonly kind: 'run'; readonly runId: string }
  | { readonly kind: 'undo'; readonly runId: string }
  | { readonly kind: 'page'; readonly pageId: string; readonly version: string };

/** `since`: an ISO 8601 time; absent: no time bounds it. */
export interface ReparseSubject {
  readonly kind: 'reparse';
  readonly jobId: string;
  readonly versions: 'last' | 'all';
  readonly since?: string;
}

export type MendSubject =
  | RollbackSubject
  | ReparseSubject
  | { readonly kind: 'verify'; readonly jobId: string; readonly repair: boolean };

export function useRollbackPreview(subject: RollbackSubject) {
  return useQuery({
    queryKey: ['rollback', subject],
    queryFn: ({ signal }) => askRollback(subject, signal),
    enabled: subject.kind !== 'undo',
    staleTime: 0,
  });
}

function askRollback(subject: RollbackSubject, signal: AbortSignal): Promise<RollbackPreviewView> {
  if (subject.kind !== 'page') return ask(`/v1/runs/${segment(subject.runId)}/rollback`, { signal });
  const { pageId, version } = subject;
  return ask(`/v1/pages/${segment(pageId)}/rollback`, { query: { version }, signal });
}

/** Null: what is read is not chosen yet. */
export function useReparsePreview(subject: ReparseSubject | null) {
  return useQuery({
    queryKey: ['reparse', subject],
    queryFn: ({ signal }) => {
      const { jobId = '', versions, since } = subject ?? {};
      return ask(`/v1/jobs/${segment(jobId)}/reparse`, {
        query: { versions, since },
        signal,
      });
    },
    enabled: subject !== null,
    staleTime: 0,
  });
}

function startPath(subject: MendSubject) {
  switch (subject.kind) {
    case 'page':
      return `/v1/pages/${segment(subject.pageId)}/rollback` as const;
    case 'reparse':
    case 'verify':
      return `/v1/jobs/${segment(subject.jobId)}/${subject.kind}` as const;
    case 'run':
      return `/v1/runs/${segment(subject.runId)}/rollback` as const;
    case 'undo':
      return `/v1/runs/${segment(subject.runId)}/undo-rollback` as const;
  }
}

function bodyOf(subject: MendSubject, why: string): object {
  switch (subject.kind) {
    case 'page':
      return { why, version: subject.version };
    case 'reparse': {
      const { versions, since } = subject;
      return { why, versions, ...given({ since }) };
    }
    case 'verify':
      return { why, repair: subject.repair };
    default:
      return { why };
  }
}

const TOLD: Readonly<Record<MendSubject['kind'], string>> = {
  run: 'Rolling back.',
  page: 'Rolling back.',
  undo: 'The roll-back is being undone.',
  reparse: 'Stored pages are being read again.',
  verify: 'What is stored is being verified.',
};

const STALE = ['run', 'runs', 'job', 'jobs', 'page', 'changes', 'change', 'prices', 'incidents'];

/** Starts it, closes its dialog and opens its run. */
export function useMend(close: () => void) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ subject, why }: { readonly subject: MendSubject; readonly why: string }) =>
      ask(startPath(subject), { method: 'POST', body: bodyOf(subject, why) }),
    onSuccess: ({ runId, note }, { subject }) => {
      tell([TOLD[subject.kind], ...(note === null ? [] : [note])].join(' '));
      close();
      void navigate({ to: '/runs/$runId', params: { runId } });
    },
    onError: (error) => tell(refusalWords(error), { tone: 'refused' }),
    onSettled: () => {
      for (const noun of STALE) void queries.invalidateQueries({ queryKey: [noun] });
    },
  });
}
