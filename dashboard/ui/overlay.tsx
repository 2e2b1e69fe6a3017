// The frame of every dialog: it darkens the screen behind it, holds the focus, closes with Escape and gives the focus back.
import type { ReactNode } from 'react';
import { Modal, ModalOverlay } from 'react-aria-components';

interface OverlayProps {
  readonly close: () => void;
  /** The dialog. */
  readonly children: ReactNode;
  /** Where the dialog stands on the screen. */
  readonly place: string;
  /** How wide it may be. */
  readonly width: string;
  /** For a question that has to be answered: a click beside it does not close it. */
  readonly mustAnswer?: boolean;
}

export function Overlay({ close, children, place, width, mustAnswer = false }: OverlayProps): ReactNode {
  return (
    <ModalOverlay
      isOpen
      isDismissable={!mustAnswer}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      className={`fixed inset-0 z-50 bg-[rgb(20_20_23/45%)] ${place}`}
    >
      <Modal className={width}>{children}</Modal>
    </ModalOverlay>
  );
}
