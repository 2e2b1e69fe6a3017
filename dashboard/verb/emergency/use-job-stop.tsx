// The entry of a job's menu that opens the emergency stop with this job chosen.
import { type ReactNode, useState } from 'react';
import type { MenuAction } from '../../ui/menu.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { NO_STOP } from './stop-order.ts';

interface JobStop {
  readonly action: MenuAction;
  /** The question, while it is open. */
  readonly dialog: ReactNode;
}

export function useJobStop(jobId: string): JobStop {
  const [isOpen, setOpen] = useState(false);
  return {
    action: { id: 'emergency', label: 'Emergency stop', danger: true, run: () => setOpen(true) },
    dialog: isOpen ? (
      <StopDialog begin={{ ...NO_STOP, scope: 'job', jobId }} close={() => setOpen(false)} />
    ) : null,
  };
}
