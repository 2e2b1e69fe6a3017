// Makes a channel, then shows the signing key of a webhook, once.
import { type ReactNode, useState } from 'react';
import type { ChannelWithKey } from '../../../api/schemas/alert/channel.ts';
import { ask } from '../../api/ask.ts';
import { tell } from '../../ui/toast.tsx';
import { ChannelForm } from './channel-form.tsx';
import { NO_VALUES, settingsOf } from './channel-values.ts';
import { KeyOnce } from './key-once.tsx';

export function NewChannel({ close }: { readonly close: () => void }): ReactNode {
  const [made, setMade] = useState<ChannelWithKey | null>(null);
  const finish = (channel: ChannelWithKey): void => {
    if (channel.signingKey !== null) return setMade(channel);
    tell(`The channel ${channel.name} is there. Send it a test.`);
    close();
  };
  return made === null ? (
    <ChannelForm
      title="New channel"
      verb="Make the channel"
      first={{ kind: 'webhook', name: '', values: NO_VALUES }}
      close={close}
      save={async ({ kind, name, values }) => {
        const body = { name, settings: settingsOf(kind, values) };
        finish(await ask('/v1/channels', { method: 'POST', body }));
      }}
    />
  ) : (
    <KeyOnce of={made} close={close} />
  );
}
