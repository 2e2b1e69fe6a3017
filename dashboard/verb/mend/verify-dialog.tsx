// The question before it is looked whether all that is stored of a job can be read, and before what can not is repaired.
import { type ReactNode, useState } from 'react';
import { JobPicker } from '../job-choice/job-picker.tsx';
import { CheckField } from '../../ui/field/plain-fields.tsx';
import { MendQuestion } from './mend-question.tsx';

interface VerifyDialogProps {
  /** Null: it is picked in the dialog. */
  readonly job: { readonly jobId: string; readonly name: string } | null;
  readonly close: () => void;
}

export function VerifyDialog({ job, close }: VerifyDialogProps): ReactNode {
  const [picked, setPicked] = useState('');
  const [repair, setRepair] = useState(false);
  const jobId = job?.jobId ?? picked;
  return (
    <MendQuestion
      title={job === null ? 'Verify what is stored?' : `Verify what is stored of “${job.name}”?`}
      verb={repair ? 'Verify and repair' : 'Verify'}
      subject={jobId === '' ? null : { kind: 'verify', jobId, repair }}
      close={close}
    >
      <p className="text-ink-2">
        A run looks at each stored version of each page: whether its body and its text are there and are what
        was stored. Nothing is fetched.
      </p>
      {job === null ? <JobPicker jobId={picked} pick={setPicked} /> : null}
      <CheckField
        label="Repair: mark what can not be read. The next run fetches such pages and stores them anew, without a change."
        value={repair}
        change={setRepair}
      />
    </MendQuestion>
  );
}
