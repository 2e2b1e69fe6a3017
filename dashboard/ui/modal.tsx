// A dialog over the screen: holds the focus, closes with Escape, gives the focus back.
import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { Overlay } from './overlay.tsx';

interface ModalProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
  /** The buttons at the foot; the primary one last. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** For a question that has to be answered: a click beside it does not close it. */
  readonly alert?: boolean;
}

export function Modal({
  title,
  close,
  children,
  actions,
  wide = false,
  alert = false,
}: ModalProps): ReactNode {
  return (
    <Overlay
      close={close}
      place="grid place-items-center overflow-y-auto p-4"
      width={`w-full ${wide ? 'max-w-3xl' : 'max-w-lg'}`}
      mustAnswer={alert}
    >
      <Dialog
        role={alert ? 'alertdialog' : 'dialog'}
        className="max-h-[88vh] overflow-y-auto rounded-card border border-line bg-sheet p-5 shadow-card outline-none"
      >
        <div className="mb-3 flex items-start gap-4">
          <Heading slot="title" className="flex-1 text-l font-semibold tracking-[-.01em]">
            {title}
          </Heading>
          <IconButton label="Close" onClick={close} className="-mt-1 -mr-1.5">
            <Icon name="close" />
          </IconButton>
        </div>
        {children}
        {actions === undefined ? null : (
          <div className="mt-5 flex flex-wrap justify-end gap-2">{actions}</div>
        )}
      </Dialog>
    </Overlay>
  );
}
