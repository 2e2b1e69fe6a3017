// Changes a channel: its kind stays, and so does each secret whose mask is left in its place.
import { type ReactNode, useState } from 'react';
import type { ChannelView } from '../../../api/schemas/alert/channel.ts';
import { ask, segment } from '../../api/ask.ts';
import { tell } from '../../ui/toast.tsx';
import { ChannelForm } from './channel-form.tsx';
import { settingsPatchBetween, valuesOf } from './channel-values.ts';
import { given } from '../../../domain/system/given.ts';

export function EditChannel({
  of,
  close,
}: {
  readonly of: ChannelView;
  readonly close: () => void;
}): ReactNode {
  const { channelId, kind, name } = of;
  const [read] = useState(() => valuesOf(of));
  return (
    <ChannelForm
      title={`Change ${name}`}
      verb="Save the channel"
      first={{ kind, name, ...read }}
      isKindFixed
      close={close}
      send={(typed) => {
        const settings = settingsPatchBetween(kind, read, typed);
        const body = { name: typed.name, ...given({ settings: settings ?? undefined }) };
        return ask(`/v1/channels/${segment(channelId)}`, { method: 'PATCH', body });
      }}
      done={(saved) => {
        tell(`The channel ${saved.name} is saved. Send it a test.`);
        close();
      }}
    />
  );
}
