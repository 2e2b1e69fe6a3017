// The signing key of a webhook, told this once.
import type { ReactNode } from 'react';
import type { ChannelWithKey } from '../../api/schemas/alert/channel.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Modal } from '../ui/modal.tsx';

export function KeyOnce({
  of: { name, signingKey, formerKeyUntil },
  close,
}: {
  readonly of: ChannelWithKey;
  readonly close: () => void;
}): ReactNode {
  return (
    <Modal
      alert
      title={`The signing key of ${name}`}
      close={close}
      actions={
        <Button kind="primary" onClick={close}>
          I have stored it
        </Button>
      }
    >
      <Note tone="var(--st-paused)" title="This is the only time it is shown.">
        The receiver verifies with it that a request comes from Webloom.
        {formerKeyUntil === null
          ? null
          : ` The key before signs too until ${formerKeyUntil.slice(0, 16).replace('T', ' ')} UTC.`}
      </Note>
      <code className="mt-4 block rounded-m border border-line bg-sunk px-3 py-2 font-mono text-s break-all select-all">
        {signingKey}
      </code>
    </Modal>
  );
}
