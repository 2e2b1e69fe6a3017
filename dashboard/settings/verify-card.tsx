// Asks whether all that is stored of a job can be read, and repairs what can not.
import { type ReactNode, useState } from 'react';
import { Operators } from '../ui/field/operators.tsx';
import { VerifyDialog } from '../verb/mend/verify-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';

export function VerifyCard(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title="Can all of it be read?" className="self-start">
      <p className="text-s text-ink-2">
        After a fault of a disk, a restored backup or a power cut: a run looks at every stored version of a
        job and says what is missing or damaged. It can be repaired, too.
      </p>
      <Operators instead={<p className="mt-2 text-s text-ink-2">An operator starts one.</p>}>
        <div className="mt-3">
          <Button onClick={() => setOpen(true)}>Verify or repair …</Button>
        </div>
      </Operators>
      {isOpen ? <VerifyDialog job={null} close={() => setOpen(false)} /> : null}
    </Card>
  );
}
