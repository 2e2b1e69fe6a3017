// What can be done with all that is stored of a job, as entries of its menu and the dialog that is open.
import { type ReactNode, useState } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { LOOK_ONLY } from '../../ui/field/operators.tsx';
import { useMay } from '../../api/caller.ts';
import type { MenuAction } from '../../ui/menu.tsx';
import { mendRefusal } from './mend-words.ts';
import { ReparseDialog } from './reparse-dialog.tsx';
import { VerifyDialog } from './verify-dialog.tsx';

interface JobMending {
  readonly actions: readonly MenuAction[];
  readonly dialog: ReactNode;
}

export function useJobMending(job: JobView): JobMending {
  const { jobId, name } = job;
  const [asked, setAsked] = useState<'reparse' | 'verify' | null>(null);
  const close = (): void => setAsked(null);
  const mayMend = useMay('operator');
  const refused = mayMend ? mendRefusal(job) : LOOK_ONLY;
  return {
    actions: [
      { id: 'reparse', label: 'Read stored pages again…', run: () => setAsked('reparse'), refused },
      { id: 'verify', label: 'Verify what is stored…', run: () => setAsked('verify'), refused },
    ],
    dialog:
      asked === 'reparse' ? (
        <ReparseDialog jobId={jobId} jobName={name} close={close} />
      ) : asked === 'verify' ? (
        <VerifyDialog job={{ jobId, name }} close={close} />
      ) : null,
  };
}
