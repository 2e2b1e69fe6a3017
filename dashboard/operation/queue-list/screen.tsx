// The queues between the processes: what waits, how old it is, how fast it goes, and whether anybody takes it.
import type { ReactNode } from 'react';
import type { QueuesView } from '../../../api/schemas/queue.ts';
import { useAsk } from '../../api/use-ask.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { NoAnswer, ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { queueHeadline } from './queue-headline.ts';
import { QueueRows } from './queue-rows.tsx';

const AGAIN_MS = 5_000;

export function Screen(): ReactNode {
  const { data, error, refetch } = useAsk(['queues'], '/v1/queues', { refetchInterval: AGAIN_MS });
  if (data === undefined)
    return (
      <>
        <PageHead title="Queues" />
        <NoAnswer of={{ error, refetch }} label="Loading the queues" />
      </>
    );
  return (
    <>
      <PageHead title={queueHeadline(data)} tab="Queues" sub={<Servers queues={data} />} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {error === null ? null : <ProblemNote error={error} retry={() => void refetch()} />}
        <Troubles queues={data} />
        <Card flush title="Waiting work" aside={<Since queues={data} />}>
          <QueueRows items={data.items} />
        </Card>
        <Card title="What is not known here">
          <ul className="list-disc pl-5 text-ink-2">
            {data.unknown.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

function Servers({ queues }: { readonly queues: QueuesView }): ReactNode {
  const { version } = queues.broker;
  return (
    <>
      {version === null ? 'RabbitMQ' : `RabbitMQ ${version}`} carries URLs to the scrapers; Temporal hands out
      the steps of runs.
    </>
  );
}

function Since({ queues }: { readonly queues: QueuesView }): ReactNode {
  return queues.historySince === null ? null : (
    <>
      lines: the last five minutes, kept since <Moment at={queues.historySince} />
    </>
  );
}

/** A server that is away, an alarm, a queue that nobody takes from: each with what to do. */
function Troubles({ queues }: { readonly queues: QueuesView }): ReactNode {
  const { broker, engine, items } = queues;
  const stuck = items.filter(
    ({ ready, consumers, isCurrent, name }) =>
      isCurrent && (ready ?? 0) > 0 && consumers === 0 && !name.endsWith('.dead'),
  );
  return (
    <>
      {broker.fault === null ? null : (
        <Note tone="var(--st-failed)" title="RabbitMQ is away, so nothing is fetched.">
          {broker.fault} Nothing is lost: runs go on by themselves when it is back. The local stack starts it
          again by itself; where it does not, <code>webloom doctor</code> tells why.
        </Note>
      )}
      {broker.alarm === null ? null : (
        <Note tone="var(--st-failed)" title="RabbitMQ has an alarm.">
          {broker.alarm}
        </Note>
      )}
      {engine.fault === null ? null : (
        <Note tone="var(--st-failed)" title="Temporal is away, so no run begins or goes on.">
          {engine.fault} Pause and stop are kept and obeyed when it is back.
        </Note>
      )}
      {stuck.map(({ name, purpose }) => (
        <Note
          key={name}
          tone="var(--st-failed)"
          title={`Nobody takes from ${name}.`}
          action={<ButtonLink to="/agents">See agents</ButtonLink>}
        >
          {purpose} wait until the process that takes them is back.
        </Note>
      ))}
    </>
  );
}
