// Asks for a verb of a job: the new state is shown at once, everywhere the job is shown, and taken back with
// the reason and what is allowed if it is refused.
import { type QueryClient, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import type { VerbAnswer } from '../../api/schemas/job/job.ts';
import type { JobState } from '../../domain/run/job-state.ts';
import { ask, segment } from '../api/ask.ts';
import { isProblem } from '../api/problem.ts';
import { goneJobs } from '../api/live/gone-jobs.ts';
import { tell } from '../ui/toast.tsx';
import { withState } from './shown-state.ts';
import { VERBS, VERB_WORDS, type Verb, type VerbJob, expectedState } from './verb.ts';

interface Asking {
  readonly job: VerbJob;
  readonly verb: Verb;
}

type Shown = readonly (readonly [QueryKey, unknown])[];

/** First members of the keys of queries that show jobs or runs. */
const NOUNS = ['job', 'jobs', 'run', 'runs'] as const;
/** What takes a verb back. */
const UNDO: Readonly<Partial<Record<Verb, Verb>>> = { pause: 'resume', archive: 'restore' };

/** Verbs of one job are asked for one after the other, in the order in which they were given. */
export function useVerb(jobId: string) {
  const queries = useQueryClient();
  return useMutation({
    scope: { id: `verbs of ${jobId}` },
    mutationFn: askVerb,
    onMutate: ({ job, verb }) => {
      if (verb === 'delete') goneJobs.note(job.jobId);
      return showState(queries, job.jobId, expectedState(job.state, verb));
    },
    onSuccess: (answer, asking) => tellDone(queries, answer, asking),
    onError: (error, { job, verb }, before) => {
      if (verb === 'delete') goneJobs.forget(job.jobId);
      for (const [key, value] of before ?? []) queries.setQueryData(key, value);
      tell(refusalWords(error), { tone: 'refused' });
    },
    onSettled: () => refresh(queries),
  });
}

/** What is known of a removed job is not asked for again: its screen is still there for a moment. */
function refresh(queries: QueryClient): void {
  for (const noun of [...NOUNS, 'overview'])
    void queries.invalidateQueries({
      queryKey: [noun],
      predicate: ({ queryKey }) => goneJobs.mayAsk(queryKey),
    });
}

/** Null: the job is removed, and has no state any more. */
async function askVerb({ job, verb }: Asking): Promise<VerbAnswer | null> {
  const path = `/v1/jobs/${segment(job.jobId)}` as const;
  if (verb === 'delete') {
    await ask(path, { method: 'DELETE' });
    return null;
  }
  const isForce = verb === 'force-stop';
  return ask(`${path}/${isForce ? 'stop' : verb}`, {
    method: 'POST',
    body: isForce ? { force: true } : {},
  });
}

/** Returns what was shown before. */
async function showState(queries: QueryClient, jobId: string, state: JobState): Promise<Shown> {
  const before: [QueryKey, unknown][] = [];
  for (const noun of NOUNS) {
    await queries.cancelQueries({ queryKey: [noun] });
    for (const [key, value] of queries.getQueriesData({ queryKey: [noun] })) {
      const next = withState(value, jobId, state);
      if (next === value) continue;
      before.push([key, value]);
      queries.setQueryData(key, next);
    }
  }
  return before;
}

function tellDone(queries: QueryClient, answer: VerbAnswer | null, { job, verb }: Asking): void {
  if (answer === null) {
    tell(`${job.name} is deleted; what is stored of it is being erased.`);
    return;
  }
  const words = answer.same
    ? `${job.name} was ${answer.state} already.`
    : [`${job.name} ${DONE[verb]}.`, answer.note ?? '', ...answer.effects, answer.warning ?? '']
        .filter(Boolean)
        .join(' ');
  const back = answer.same ? undefined : UNDO[verb];
  if (back === undefined) tell(words);
  else tell(words, { undo: () => void undo(queries, { job: { ...job, state: answer.state }, verb: back }) });
}

async function undo(queries: QueryClient, asking: Asking): Promise<void> {
  try {
    await askVerb(asking);
  } catch (error) {
    tell(refusalWords(error), { tone: 'refused' });
  }
  refresh(queries);
}

/** Why it was refused, and what can be asked instead. */
export function refusalWords(error: unknown): string {
  if (!isProblem(error)) return error instanceof Error ? error.message : String(error);
  const allowed: unknown = error.facts['allowedTransitions'];
  const names = Array.isArray(allowed) ? VERBS.filter((verb) => allowed.includes(verb)) : [];
  const possible = names.map((verb) => VERB_WORDS[verb].toLowerCase()).join(', ');
  return `${error.message}${possible === '' ? '' : ` Possible now: ${possible}.`}`;
}

const DONE: Readonly<Record<Verb, string>> = {
  start: 'starts',
  pause: 'is paused',
  resume: 'goes on',
  stop: 'is being stopped',
  'force-stop': 'is stopped at once',
  archive: 'is archived',
  restore: 'is restored',
  schedule: 'is back on its schedule',
  delete: 'is deleted',
};
