// Asks before something is ended for good. A refusal is told in the question, which stays open.
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/empty-state.tsx';
import { Modal } from '../ui/modal.tsx';

export function EndQuestion({
  verb,
  name,
  end,
  close,
  children,
}: {
  /** What the button says, as in "Remove". */
  readonly verb: string;
  readonly name: string;
  /** Rejects when it is refused. */
  readonly end: () => Promise<void>;
  readonly close: () => void;
  /** What follows from it. */
  readonly children: ReactNode;
}): ReactNode {
  const [error, setError] = useState<unknown>(null);
  return (
    <Modal
      alert
      title={`${verb} ${name}?`}
      close={close}
      actions={
        <>
          <Button onClick={close}>Keep it</Button>
          <Button kind="danger" onClick={() => void end().then(close, setError)}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      {error === null ? null : <ProblemNote error={error} />}
    </Modal>
  );
}
