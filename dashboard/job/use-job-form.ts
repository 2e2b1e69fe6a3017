// The form over a job. What is edited belongs to the version that was read, also when somebody else saves a newer one.
import { useState } from 'react';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { JobConfig } from '../../domain/config/schema.ts';
import { type EditedJob, jobPatchBetween } from './merge-patch.ts';
import { type SaveJob, toEdited, useSaveJob } from './use-save-job.ts';

export interface JobForm {
  readonly read: JobView;
  readonly edited: EditedJob;
  /** What is saved of it. */
  readonly wanted: EditedJob;
  readonly isChanged: boolean;
  readonly change: (some: Partial<EditedJob>) => void;
  readonly set: (some: Partial<JobConfig>) => void;
  readonly save: () => void;
  readonly saving: SaveJob;
  readonly reset: () => void;
  /** Another number whenever the form begins anew. */
  readonly begun: number;
}

/** After a save, or after taking the version of others, it begins anew with what is stored. */
export function useJobForm(job: JobView, toWanted = (edited: EditedJob): EditedJob => edited): JobForm {
  const [{ read, begun }, setRead] = useState({ read: job, begun: 0 });
  const [edited, setEdited] = useState(() => toEdited(job));
  const begin = (from: JobView): void => {
    setRead((before) => ({ read: from, begun: before.begun + 1 }));
    setEdited(toEdited(from));
  };
  const saving = useSaveJob(read, begin);
  const wanted = toWanted(edited);
  return {
    read,
    edited,
    wanted,
    isChanged: jobPatchBetween(toEdited(read), wanted) !== null,
    change: (some) => setEdited((before) => ({ ...before, ...some })),
    set: (some) => setEdited((before) => ({ ...before, config: { ...before.config, ...some } })),
    save: () => saving.save(wanted),
    saving,
    reset: () => begin(read),
    begun,
  };
}

/** What stands beside the job until its form begins anew, as what is typed and is no value yet. */
export function useBeside<Value>(begun: number, first: Value) {
  const [kept, setKept] = useState({ begun, value: first });
  return [
    kept.begun === begun ? kept.value : first,
    (value: Value): void => setKept({ begun, value }),
  ] as const;
}
