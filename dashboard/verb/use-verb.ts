// Asks for a verb of a job: the new state is shown at once, and taken back with the reason if it is refused.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { VerbAnswer } from '../../api/schemas/job.ts';
import { JOB_TABLE, type JobEvent, type JobState } from '../../domain/job/lifecycle.ts';
import { ask, part } from '../api/ask.ts';
import { isProblem } from '../api/problem.ts';
import { tell } from '../ui/toast.tsx';

export type Verb = 'start' | 'pause' | 'resume' | 'stop' | 'force-stop' | 'archive' | 'restore' | 'schedule';

export interface VerbJob {
  readonly jobId: string;
  readonly name: string;
  readonly state: JobState;
}

const EVENTS: Readonly<Record<Exclude<Verb, 'resume'>, JobEvent>> = {
  start: 'start',
  pause: 'pause',
  stop: 'stop',
  'force-stop': 'force-stop',
  archive: 'archive',
  restore: 'restore',
  schedule: 'schedule',
};

/** The state a job will have if the verb is taken; the present one where only the server can say. */
function expectedState(state: JobState, verb: Verb): JobState {
  if (verb === 'resume') return state;
  const move = JOB_TABLE[state][EVENTS[verb]];
  return move === undefined || move === 'same' || move === 'by-overlap' ? state : move;
}

interface Asking {
  readonly job: VerbJob;
  readonly verb: Verb;
}

/** Something of the cache that shows a job: the job itself, or a list with it. */
type Shown = { readonly jobId?: string; readonly state?: JobState };

export function useVerb() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ job, verb }: Asking) => {
      const path = `/v1/jobs/${part(job.jobId)}/${verb === 'force-stop' ? 'stop' : verb}`;
      return ask<VerbAnswer>(path, { method: 'POST', body: verb === 'force-stop' ? { force: true } : {} });
    },
    onMutate: async ({ job, verb }) => {
      await queries.cancelQueries({ queryKey: ['job', job.jobId] });
      const key = ['job', job.jobId];
      const before = queries.getQueryData<Shown>(key);
      if (before !== undefined)
        queries.setQueryData(key, { ...before, state: expectedState(job.state, verb) });
      return { before };
    },
    onSuccess: ({ note }, { job, verb }) => {
      tell(note ?? doneWords(job, verb));
    },
    onError: (error, { job }, kept) => {
      if (kept?.before !== undefined) queries.setQueryData(['job', job.jobId], kept.before);
      tell(isProblem(error) ? `${error.title}. ${error.message}` : String(error), { tone: 'refused' });
    },
    onSettled: (_answer, _error, { job }) => {
      void queries.invalidateQueries({ queryKey: ['job', job.jobId] });
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      void queries.invalidateQueries({ queryKey: ['runs'] });
    },
  });
}

const DONE: Readonly<Record<Verb, string>> = {
  start: 'starts',
  pause: 'pauses: pages in flight are finished and kept',
  resume: 'goes on',
  stop: 'stops: what was fetched is stored first',
  'force-stop': 'is stopped at once',
  archive: 'is archived',
  restore: 'is restored',
  schedule: 'is scheduled again',
};

function doneWords({ name }: VerbJob, verb: Verb): string {
  return `${name} ${DONE[verb]}.`;
}
