// Picks one job by its name: what is typed is searched for, and the matches are a choice of a few.
import { type ReactNode, useId, useState } from 'react';
import { quoted } from '../../../domain/job/search/quoted.ts';
import { useAsk } from '../../api/use-ask.ts';
import { isProblem } from '../../api/problem.ts';
import { useJob } from '../../api/use-job.ts';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';

const SHOWN = 8;

interface NamedJob {
  readonly jobId: string;
  readonly name: string;
}

interface JobPickerProps {
  /** Empty: none is picked yet. */
  readonly jobId: string;
  readonly pick: (jobId: string) => void;
}

export function JobPicker({ jobId, pick }: JobPickerProps): ReactNode {
  const [text, setText] = useState('');
  const picked = useJob(jobId === '' ? undefined : jobId);
  const found = useAsk(['jobs', 'picker', text], '/v1/jobs', {
    query: { q: text === '' ? undefined : quoted(text), limit: SHOWN, sort: 'name' },
  });
  const isGone = jobId !== '' && isProblem(picked.error) && picked.error.status === 404;
  const jobs = withPicked(found.data?.items ?? [], picked.data);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-[550]">Job</legend>
      <SearchField label="Search jobs by name" value={text} onSearch={setText} />
      {isGone ? <p className="text-s text-failed">The job it had is removed. Pick another one.</p> : null}
      {found.error === null ? null : <ProblemNote error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && jobs.length === 0 ? (
        <p className="text-s text-ink-3">No job is called so.</p>
      ) : null}
      <Matches jobs={jobs} jobId={jobId} pick={pick} />
    </fieldset>
  );
}

/** The picked one stays in sight, whatever is searched for. */
function withPicked(found: readonly NamedJob[], picked: NamedJob | undefined): readonly NamedJob[] {
  if (picked === undefined || found.some(({ jobId }) => jobId === picked.jobId)) return found;
  return [picked, ...found];
}

function Matches({ jobs, jobId, pick }: JobPickerProps & { readonly jobs: readonly NamedJob[] }): ReactNode {
  const group = useId();
  return (
    <>
      {jobs.map((job) => (
        <label key={job.jobId} className="flex min-h-6 items-baseline gap-2.5">
          <input
            type="radio"
            name={group}
            className="translate-y-0.5 accent-(--accent)"
            checked={job.jobId === jobId}
            onChange={() => pick(job.jobId)}
          />
          <span dir="auto" className="min-w-0 break-words">
            {job.name}
          </span>
        </label>
      ))}
    </>
  );
}
