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
  return made === null ? (
    <ChannelForm
      title="New channel"
      verb="Make the channel"
      first={{ kind: 'webhook', name: '', ...NO_VALUES }}
      close={close}
      send={({ kind, name, ...values }) => {
        const body = { name, settings: settingsOf(kind, values) };
        return ask('/v1/channels', { method: 'POST', body });
      }}
      done={(channel) => {
        if (channel.signingKey !== null) return setMade(channel);
        tell(`The channel ${channel.name} is there. Send it a test.`);
        close();
      }}
    />
  ) : (
    <KeyOnce of={made} close={close} />
  );
}
