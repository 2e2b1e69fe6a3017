// The frame of every dialog: it darkens the screen behind it, holds the focus, closes with Escape and gives the focus back.
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
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
  const frame = useFocusInside();
  return (
    <ModalOverlay
      isOpen
      isDismissable={!mustAnswer}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      className={`fixed inset-0 z-50 bg-[rgb(20_20_23/45%)] ${place}`}
    >
      <Modal ref={frame} className={width}>
        {children}
      </Modal>
    </ModalOverlay>
  );
}

/**
 * The library moves the focus later, and only if nothing else has moved it: what lies behind the dialog loses it first, to where no
 * key is heard.
 */
function useFocusInside(): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const next = requestAnimationFrame(() => {
      const dialog = frame.current?.querySelector<HTMLElement>('[role="dialog"], [role="alertdialog"]');
      if (dialog?.contains(document.activeElement) === false) dialog.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(next);
  }, []);
  return frame;
}
