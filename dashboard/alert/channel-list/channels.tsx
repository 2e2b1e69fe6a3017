// The channels of the workspace: made, changed, tested on the spot, turned on and off, removed with a question.
import { useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { ChannelView, ChannelWithKey } from '../../../api/schemas/alert/channel.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { EndQuestion } from '../../verb/end-question.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { tell } from '../../ui/toast.tsx';
import { KINDS, targetOf } from './kind-fields.ts';
import { EditChannel } from './edit-channel.tsx';
import { KeyOnce } from './key-once.tsx';
import { NewChannel } from './new-channel.tsx';
import { TestResult } from './test-result.tsx';

export function ChannelSettings(): ReactNode {
  const { channel: named }: { readonly channel?: string } = useSearch({ strict: false });
  const [isNew, setNew] = useState(false);
  const channels = useAsk(['channels'], '/v1/channels');
  const all = channels.data?.items ?? [];
  const add = (
    <Operators>
      <Button kind="primary" onClick={() => setNew(true)}>
        New channel
      </Button>
    </Operators>
  );
  return (
    <Card flush title="Channels" aside={all.length === 0 ? undefined : add}>
      {channels.isPending ? <Loading /> : null}
      {channels.error === null ? null : (
        <div className="p-4">
          <ProblemNote error={channels.error} retry={() => void channels.refetch()} />
        </div>
      )}
      {channels.isSuccess && all.length === 0 ? (
        <EmptyState title="Nobody is told yet" action={add}>
          A channel is a place that messages go to: a webhook, a mailbox, a chat, a phone.
        </EmptyState>
      ) : null}
      {channels.isSuccess && isLost(named, all) ? (
        <div className="px-4 pb-4">
          <Note title="This channel is there no more">It was removed; nothing is sent to it.</Note>
        </div>
      ) : null}
      <ul className={all.length === 0 ? '' : 'border-t border-line'}>
        {all.map((channel) => (
          <ChannelRow key={channel.channelId} of={channel} isNamed={channel.channelId === named} />
        ))}
      </ul>
      {isNew ? <NewChannel close={() => setNew(false)} /> : null}
    </Card>
  );
}

function isLost(named: string | undefined, channels: readonly ChannelView[]): boolean {
  return named !== undefined && channels.every(({ channelId }) => channelId !== named);
}

/** Messages link to their channel: it is marked, and scrolled into sight once. */
function useScrolled(isNamed: boolean) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isNamed) row.current?.scrollIntoView({ block: 'center' });
  }, [isNamed]);
  return row;
}

function ChannelRow({
  of,
  isNamed,
}: {
  readonly of: ChannelView;
  /** By the address of the screen. */
  readonly isNamed: boolean;
}): ReactNode {
  const row = useScrolled(isNamed);
  const { name, kind, off, channelId, lastTest } = of;
  const isFaulty = off === null && lastTest?.ok === false;
  const [tested, setTested] = useState<string | null>(null);
  return (
    <li
      ref={row}
      aria-current={isNamed ? 'true' : undefined}
      className={`grid gap-x-4 gap-y-1.5 border-b border-line px-4 py-2.5 last:border-b-0 desk:grid-cols-[minmax(0,1fr)_auto] ${isNamed ? 'bg-accent-soft outline-2 -outline-offset-2 outline-accent' : ''}`}
    >
      <div className="min-w-0">
        <span className="inline-flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className="size-2 shrink-0 rounded-full"
            style={{
              background: isFaulty
                ? 'var(--st-paused)'
                : off === null
                  ? 'var(--st-running)'
                  : 'var(--st-stopped)',
            }}
          />
          <b className="font-[580]" dir="auto">
            {name}
          </b>
          <span className="text-s text-ink-2">
            {KINDS[kind].name}
            {off === null ? '' : ', off'}
            {isFaulty ? ', its last test failed' : ''}
          </span>
        </span>
        <CutText text={targetOf(of)} className="text-s text-ink-2" />
        {off === null ? null : <p className="text-s text-ink-2">{off.detail}</p>}
        {isFaulty && tested === null ? (
          <p className="text-s break-words text-paused" dir="auto">
            {lastTest.detail} <Moment at={lastTest.at} />
          </p>
        ) : null}
        {tested === null ? null : <TestResult deliveryId={tested} />}
      </div>
      <Operators>
        <ChannelVerbs of={of} tested={setTested} key={channelId} />
      </Operators>
    </li>
  );
}

function ChannelVerbs({
  of,
  tested,
}: {
  readonly of: ChannelView;
  readonly tested: (deliveryId: string) => void;
}): ReactNode {
  const { name, channelId, on, kind } = of;
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const [isEdited, setEdited] = useState(false);
  const [rotated, setRotated] = useState<ChannelWithKey | null>(null);
  const path = `/v1/channels/${segment(channelId)}` as const;
  const act = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ['channels'] });
    } catch (error) {
      tell(error instanceof Error ? error.message : 'It did not work.', { tone: 'refused' });
    }
  };
  const test = async (): Promise<void> => tested((await ask(`${path}/test`, { method: 'POST' })).deliveryId);
  const turn = async (): Promise<void> => void (await ask(path, { method: 'PATCH', body: { on: !on } }));
  const rotate = async (): Promise<void> =>
    setRotated(await ask(`${path}/rotate-key`, { method: 'POST', body: {} }));
  return (
    <div className="flex flex-wrap items-start gap-1.5 desk:justify-end">
      <Button onClick={() => void act(test)} aria-label={`Test ${name}`}>
        Test
      </Button>
      <Button kind="quiet" onClick={() => setEdited(true)} aria-label={`Edit ${name}`}>
        Edit
      </Button>
      <ButtonLink kind="quiet" to="/deliveries" search={{ channel: channelId }}>
        Deliveries
      </ButtonLink>
      {kind === 'webhook' ? (
        <Button kind="quiet" onClick={() => void act(rotate)}>
          Rotate signing key
        </Button>
      ) : null}
      <Button kind="quiet" onClick={() => void act(turn)} aria-label={`Turn ${on ? 'off' : 'on'} ${name}`}>
        {on ? 'Turn off' : 'Turn on'}
      </Button>
      <Button kind="quiet" onClick={() => setAsked(true)} aria-label={`Remove ${name}`}>
        Remove
      </Button>
      {rotated === null ? null : <KeyOnce of={rotated} close={() => setRotated(null)} />}
      {isEdited ? <EditChannel of={of} close={() => setEdited(false)} /> : null}
      {isAsked ? <RemoveQuestion of={of} close={() => setAsked(false)} /> : null}
    </div>
  );
}

function RemoveQuestion({ of, close }: { readonly of: ChannelView; readonly close: () => void }): ReactNode {
  const queries = useQueryClient();
  const remove = async (): Promise<void> => {
    await ask(`/v1/channels/${segment(of.channelId)}`, { method: 'DELETE' });
    await queries.invalidateQueries({ queryKey: ['channels'] });
    tell(`The channel ${of.name} is removed.`);
  };
  return (
    <EndQuestion verb="Remove" name={of.name} end={remove} close={close}>
      Messages that wait for it are given up, and nobody is told over it any more. What was sent stays listed.
    </EndQuestion>
  );
}
