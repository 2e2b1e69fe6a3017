// The one red control of the top bar; it says what it is, on a phone in one word.
import { type ReactNode, useState } from 'react';
import { useManagesAll, useMay } from '../../api/caller.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { firstDraft } from './stop-order.ts';

/** Absent for whoever may not stop anything. */
export function StopButton(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const managesAll = useManagesAll();
  if (!useMay('operator')) return null;
  return (
    <>
      <Button kind="danger" aria-label="Emergency stop" onClick={() => setOpen(true)} className="!px-2">
        <Icon name="stop" size={13} />
        <span className="hidden desk:inline">Emergency stop</span>
        <span className="desk:hidden">Stop</span>
      </Button>
      {isOpen ? <StopDialog begin={firstDraft(managesAll)} close={() => setOpen(false)} /> : null}
    </>
  );
}
