// The question before stored data is mended: what it does stands within, and it waits until that is known.
import type { ReactNode } from 'react';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { Modal } from '../../ui/modal.tsx';
import { type MendSubject, useMend } from './use-mend.ts';

interface MendQuestionProps {
  readonly title: string;
  /** The word on the button that goes on. */
  readonly verb: string;
  readonly kind?: ButtonKind;
  /** Null: it can not be begun yet. */
  readonly subject: MendSubject | null;
  readonly why?: string;
  readonly wide?: boolean;
  readonly close: () => void;
  readonly children: ReactNode;
}

export function MendQuestion(props: MendQuestionProps): ReactNode {
  const { title, verb, kind = 'primary', subject, why = '', wide = false, close, children } = props;
  const { mutate, isPending } = useMend(close);
  const isReady = subject !== null && !isPending;
  return (
    <Modal
      alert
      wide={wide}
      title={title}
      close={close}
      actions={
        <>
          <Button kind="quiet" onClick={close}>
            Cancel
          </Button>
          <Button
            kind={kind}
            aria-disabled={!isReady}
            onClick={() => (isReady ? mutate({ subject, why }) : undefined)}
          >
            {verb}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">{children}</div>
    </Modal>
  );
}
