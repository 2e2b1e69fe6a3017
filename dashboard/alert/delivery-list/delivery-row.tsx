// One delivery: what was told, to which channel, how far it is; behind it every attempt, and the button that sends it again.
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { DeliveryDetailView, DeliveryView } from '../../../api/schemas/alert/delivery.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Button } from '../../ui/button.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { FoldRow, StateMark } from '../../ui/list/fold-row.tsx';
import { FullMoment, Moment } from '../../ui/moment.tsx';
import { tell } from '../../ui/toast.tsx';
import { counted } from '../../../domain/system/counted.ts';

const TONES = { waiting: 'var(--st-paused)', delivered: 'var(--st-running)', dead: 'var(--st-failed)' };
const WORDS = { waiting: 'waiting', delivered: 'delivered', dead: 'given up' };

export function DeliveryRow({ of }: { readonly of: DeliveryView }): ReactNode {
  const { createdAt, title, state, channelName, tries } = of;
  return (
    <FoldRow
      columns="desk:grid-cols-[7rem_minmax(0,1fr)_10rem_12rem]"
      head={
        <>
          <span className="order-2 text-s text-ink-3 desk:order-none">
            <Moment at={createdAt} />
          </span>
          <CutText text={title} className="font-[580]" />
          <CutText
            text={channelName ?? 'a removed channel'}
            className="order-3 text-s text-ink-2 desk:order-none"
          />
          <StateMark tone={TONES[state]} className="order-4 desk:order-none">
            {WORDS[state]}
            {state === 'waiting' && tries > 0 ? `, tried ${counted(tries, 'time')}` : ''}
          </StateMark>
        </>
      }
    >
      {() => <Details deliveryId={of.deliveryId} />}
    </FoldRow>
  );
}

function Details({ deliveryId }: { readonly deliveryId: string }): ReactNode {
  const queries = useQueryClient();
  const delivery = useAsk(['deliveries', deliveryId], `/v1/deliveries/${segment(deliveryId)}`, {
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 3_000 : false),
  });
  if (delivery.data === undefined)
    return delivery.error === null ? <Loading rows={2} /> : <ProblemNote error={delivery.error} />;
  const again = async (): Promise<void> => {
    try {
      await ask(`/v1/deliveries/${segment(deliveryId)}/redeliver`, { method: 'POST' });
      await queries.invalidateQueries({ queryKey: ['deliveries'] });
    } catch (error) {
      tell(error instanceof Error ? error.message : 'It could not be sent again.', { tone: 'refused' });
    }
  };
  const { attempts, nextAt, state, detail } = delivery.data;
  return (
    <div className="grid gap-3 px-4 pt-2 pb-3">
      {attempts.length === 0 ? (
        <p className="text-s text-ink-2">{detail ?? 'It was not tried yet.'}</p>
      ) : null}
      <ol className="grid gap-3">
        {attempts.map((attempt) => (
          <AttemptItem key={attempt.at} of={attempt} />
        ))}
      </ol>
      {nextAt === null ? null : (
        <p className="text-s text-ink-2">
          It is tried next at <FullMoment at={nextAt} />.
        </p>
      )}
      <Operators>
        {state === 'waiting' ? null : (
          <p>
            <Button onClick={() => void again()}>Send again</Button>
          </p>
        )}
      </Operators>
    </div>
  );
}

function AttemptItem({ of }: { readonly of: DeliveryDetailView['attempts'][number] }): ReactNode {
  const { at, no, tookMs, request, answer, detail } = of;
  return (
    <li className="grid gap-1 text-s">
      <p>
        <b className="font-[560]">Attempt {no}</b>, <FullMoment at={at} />, {tookMs} ms: {detail}
      </p>
      {request === null ? null : (
        <p className="font-mono text-xs break-all text-ink-2">
          {request.method} {request.address}
        </p>
      )}
      {request === null || request.body === '' ? null : <Shown title="Sent" text={request.body} />}
      {answer === '' ? null : <Shown title="Answer" text={answer} />}
    </li>
  );
}

function Shown({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <details>
      <summary className="cursor-pointer text-ink-2">{title}</summary>
      <pre className="mt-1 max-h-60 overflow-auto rounded-m border border-line bg-sunk p-2 font-mono text-xs whitespace-pre-wrap break-all">
        {text}
      </pre>
    </details>
  );
}
