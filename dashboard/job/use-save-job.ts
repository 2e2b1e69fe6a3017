// Saves an edited job over the version that was read. When somebody else was faster, it finds out who changed what.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { VersionView } from '../../api/schemas/job-detail/job-version.ts';
import { ask, segment } from '../api/ask.ts';
import { type FieldFault, isProblem } from '../api/problem.ts';
import { tell } from '../ui/toast.tsx';
import {
  type EditedJob,
  type MergePatch,
  changedByBoth,
  jobPatchBetween,
  parseConfig,
} from './merge-patch.ts';

interface Conflict {
  readonly patch: MergePatch;
  readonly mine: EditedJob;
  readonly theirs: JobView;
  /** What was saved since, newest first. */
  readonly versions: readonly VersionView[];
  readonly both: readonly string[];
}

export interface SaveJob {
  readonly save: (edited: EditedJob) => void;
  readonly isSaving: boolean;
  readonly faults: readonly FieldFault[];
  readonly error: unknown;
  readonly conflict: Conflict | null;
  /** Sends the own members over the version of the others. */
  readonly merge: () => void;
  /** Takes the version of the others; what was edited is lost. */
  readonly reload: () => void;
  /** Goes back to what was edited: nothing is saved, nothing is lost. */
  readonly decideLater: () => void;
}

const SHOWN_VERSIONS = 10;

export function toEdited(job: Pick<JobView, 'name' | 'tags' | 'note' | 'config'>): EditedJob {
  return { name: job.name, tags: job.tags, note: job.note ?? '', config: parseConfig(job.config) };
}

/** Notices that are worth an interruption; the others stand in the settings. */
const TOLD: readonly JobView['notices'][number]['code'][] = ['nothing-to-watch', 'starts-late'];

/** `onStored`: called with the job as it is stored then, after a save and after taking the version of others. */
export function useSaveJob(read: JobView, onStored: (job: JobView) => void): SaveJob {
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { jobId } = read;
  const send = useMutation({
    mutationFn: ({ patch, etag }: { patch: MergePatch; etag: string; edited: EditedJob }) =>
      ask(`/v1/jobs/${segment(jobId)}`, {
        method: 'PATCH',
        body: patch,
        headers: { 'if-match': `"${etag}"` },
      }),
    onSuccess: (saved) => {
      setConflict(null);
      queries.setQueryData(['job', jobId], saved);
      for (const noun of ['job', 'jobs']) void queries.invalidateQueries({ queryKey: [noun] });
      tell(`Saved as version ${saved.version}. A run that goes on keeps the version it began with.`);
      for (const { code, detail, remedy } of saved.notices)
        if (TOLD.includes(code)) tell(`${detail} ${remedy}`, { tone: 'refused' });
      onStored(saved);
    },
    onError: async (error, { patch, edited }) => {
      if (!isProblem(error) || error.code !== 'precondition-failed') return;
      try {
        setConflict(await findConflict(read, patch, edited));
      } catch (reason) {
        const why = reason instanceof Error ? reason.message : String(reason);
        tell(`Somebody else saved this job meanwhile, and what they changed can not be read: ${why}`, {
          tone: 'refused',
        });
      }
    },
  });
  const isStale = isProblem(send.error) && send.error.code === 'precondition-failed';
  return {
    save: (edited) => {
      const patch = jobPatchBetween(toEdited(read), edited);
      if (patch === null) tell('Nothing was changed.');
      else send.mutate({ patch, etag: read.etag, edited });
    },
    isSaving: send.isPending,
    faults: isProblem(send.error) ? send.error.faults : [],
    error: isStale ? null : send.error,
    conflict,
    merge: () => {
      if (conflict !== null)
        send.mutate({ patch: conflict.patch, etag: conflict.theirs.etag, edited: conflict.mine });
    },
    decideLater: () => setConflict(null),
    reload: () => {
      if (conflict === null) return;
      queries.setQueryData(['job', jobId], conflict.theirs);
      setConflict(null);
      onStored(conflict.theirs);
    },
  };
}

async function findConflict(read: JobView, patch: MergePatch, mine: EditedJob): Promise<Conflict> {
  const path = `/v1/jobs/${segment(read.jobId)}` as const;
  const [theirs, versions] = await Promise.all([
    ask(path),
    ask(`${path}/versions`, { query: { limit: SHOWN_VERSIONS } }),
  ]);
  return {
    patch,
    mine,
    theirs,
    versions: versions.items.filter(({ version }) => version > read.version),
    both: changedByBoth(toEdited(read), { mine, theirs: toEdited(theirs) }),
  };
}
