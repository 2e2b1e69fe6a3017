// A secret that is shown this once, to be copied or selected.
import { type ReactNode, useState } from 'react';
import { Button } from '../button.tsx';
import { Note } from '../card.tsx';
import { Icon } from '../icon.tsx';
import { Modal } from '../modal.tsx';

export function ShownOnce({
  title,
  secret,
  why,
  close,
  children,
}: {
  readonly title: string;
  readonly secret: string;
  /** Why it can not be shown again, or what it is for. */
  readonly why: string;
  readonly close: () => void;
  /** How it is used. */
  readonly children?: ReactNode;
}): ReactNode {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // The browser forbids it, as on plain HTTP: the text stands there to be selected.
      setCopied(false);
    }
  };
  return (
    <Modal
      alert
      title={title}
      close={close}
      actions={
        <Button kind="primary" onClick={close}>
          I have stored it
        </Button>
      }
    >
      <Note tone="var(--st-paused)" title="This is the only time it is shown.">
        {why}
      </Note>
      <div className="mt-4 flex items-start gap-2">
        <code className="min-w-0 flex-1 rounded-m border border-line bg-sunk px-3 py-2 font-mono text-s break-all select-all">
          {secret}
        </code>
        <Button onClick={() => void copy()}>
          <Icon name={isCopied ? 'check' : 'copy'} />
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {children}
    </Modal>
  );
}
