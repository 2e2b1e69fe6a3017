// Whom to tell: all channels of the workspace or some of them, with a way to make one on the spot.
import { type ReactNode, useState } from 'react';
import type { ChannelView } from '../../../api/schemas/alert/channel.ts';
import { useChannels } from './use-alerts.ts';
import { CheckField } from '../../ui/field/plain-fields.tsx';
import { Choice } from '../../ui/field/field.tsx';
import { withTick } from '../../ui/field/ticked.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { KINDS } from '../channel-list/kind-fields.ts';
import { NewChannel } from '../channel-list/new-channel.tsx';
import { type ChosenChannels, nobodyIsTold } from '../channel-list/who-is-told.ts';

interface ChannelChoiceProps {
  readonly value: ChosenChannels;
  readonly change: (value: ChosenChannels) => void;
}

export function ChannelChoice({ value, change }: ChannelChoiceProps): ReactNode {
  const { data, error } = useChannels();
  if (error !== null) return <ProblemNote error={error} />;
  const channels = data?.items ?? [];
  return (
    <div className="grid gap-2">
      <Choice
        legend="Whom"
        value={value === 'all' ? 'all' : 'some'}
        options={[
          { value: 'all', name: 'All channels', hint: 'Those that are added later, too.' },
          { value: 'some', name: 'Some channels' },
        ]}
        change={(which) => change(which === 'all' ? 'all' : [])}
      />
      {value === 'all' ? null : <ChannelTicks channels={channels} value={value} change={change} />}
      {data === undefined ? null : <NobodyNote chosen={value} channels={channels} />}
    </div>
  );
}

function ChannelTicks({
  channels,
  value,
  change,
}: {
  readonly channels: readonly ChannelView[];
  readonly value: readonly string[];
  readonly change: (value: readonly string[]) => void;
}): ReactNode {
  const removed = value.filter((id) => channels.every(({ channelId }) => channelId !== id));
  const names = [
    ...channels.map(({ channelId, name, kind, on, lastTest }) => ({
      channelId,
      words: `${name} · ${KINDS[kind].name}${on ? '' : ', off'}${lastTest?.ok === false ? ', its last test failed' : ''}`,
    })),
    ...removed.map((channelId) => ({ channelId, words: `${channelId} · removed` })),
  ];
  return (
    <fieldset className="ml-6 grid gap-1">
      <legend className="sr-only">Channels</legend>
      {names.map(({ channelId, words }) => (
        <CheckField
          key={channelId}
          label={words}
          value={value.includes(channelId)}
          change={(isChosen) => change(withTick(value, channelId, isChosen))}
        />
      ))}
    </fieldset>
  );
}

/** Says when nobody would hear of it. A channel is made on the spot, and what was typed stays. */
export function NobodyNote({
  chosen,
  channels,
}: {
  readonly chosen: ChosenChannels;
  readonly channels: readonly ChannelView[];
}): ReactNode {
  const [isNew, setNew] = useState(false);
  const why = nobodyIsTold(chosen, channels);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {why === null ? null : (
        <p role="status" className="text-s text-failed">
          {why}
        </p>
      )}
      <Button kind={channels.length === 0 ? 'plain' : 'quiet'} onClick={() => setNew(true)}>
        Add a channel
      </Button>
      {isNew ? <NewChannel close={() => setNew(false)} /> : null}
    </div>
  );
}
