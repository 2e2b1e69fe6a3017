// The signing key of a webhook, told this once.
import type { ReactNode } from 'react';
import type { ChannelWithKey } from '../../../api/schemas/alert/channel.ts';
import { ShownOnce } from '../../ui/field/shown-once.tsx';

export function KeyOnce({
  of: { name, signingKey, formerKeyUntil },
  close,
}: {
  readonly of: ChannelWithKey;
  readonly close: () => void;
}): ReactNode {
  const until =
    formerKeyUntil === null
      ? ''
      : ` The key before signs too until ${formerKeyUntil.slice(0, 16).replace('T', ' ')} UTC.`;
  return (
    <ShownOnce
      title={`The signing key of ${name}`}
      secret={signingKey ?? ''}
      why={`The receiver verifies with it that a request comes from Webloom.${until}`}
      close={close}
    />
  );
}
