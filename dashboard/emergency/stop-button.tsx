// The one red control of the top bar.
import { type ReactNode, useState } from 'react';
import { useManagesAll, useMay } from '../api/caller.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { firstDraft } from './stop-order.ts';

/** Absent for whoever may not stop anything. */
export function StopButton(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const managesAll = useManagesAll();
  if (!useMay('operator')) return null;
  return (
    <>
      <Button
        kind="danger"
        aria-label="Emergency stop"
        title="Emergency stop"
        onClick={() => setOpen(true)}
        className="min-w-8 px-1.5"
      >
        <Icon name="stop" />
      </Button>
      {isOpen ? <StopDialog begin={firstDraft(managesAll)} close={() => setOpen(false)} /> : null}
    </>
  );
}
