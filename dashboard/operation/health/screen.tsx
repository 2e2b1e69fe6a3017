// How everything is: services, processes, queues, disk and network, what is not well first, each with its remedy.
import type { ReactNode } from 'react';
import type { Health } from '../../../api/schemas/health.ts';
import { useAsk } from '../../api/use-ask.ts';
import { formatDuration } from '../../ui/appearance/format.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { NoAnswer, ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ComponentList } from './component-list.tsx';
import { groupComponents } from './component-group.ts';

const AGAIN_MS = 5_000;

export function Screen(): ReactNode {
  const { data, error, refetch } = useAsk(['health'], '/v1/health', { refetchInterval: AGAIN_MS });
  if (data === undefined)
    return (
      <>
        <PageHead title="Health" />
        <NoAnswer of={{ error, refetch }} rows={8} label="Loading the health of everything" />
      </>
    );
  return (
    <>
      <PageHead title={data.headline} tab="Health" sub={<Looked health={data} />} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {error === null ? null : <ProblemNote error={error} retry={() => void refetch()} />}
        <Blind health={data} />
        {groupComponents(data.parts).map(({ title, parts }) => (
          <Card key={title} flush title={title}>
            <ComponentList parts={parts} />
          </Card>
        ))}
      </div>
    </>
  );
}

function Looked({ health }: { readonly health: Health }): ReactNode {
  const { lookedAt, lookEveryMs } = health;
  if (lookedAt === null || lookEveryMs === null) return 'The monitor has not looked yet.';
  return (
    <>
      The monitor looks every {formatDuration(lookEveryMs)}, last <Moment at={lookedAt} />. Services,
      processes and the disk are as the API sees them now.
    </>
  );
}

function Blind({ health }: { readonly health: Health }): ReactNode {
  const look = health.parts.find(({ id }) => id === 'look');
  if (health.state === 'ok' || look === undefined || look.state === 'ok') return null;
  return (
    <Note
      title="What the monitor alone can see is not known."
      action={<ButtonLink to="/agents">See agents</ButtonLink>}
    >
      {look.text} {look.remedy}
    </Note>
  );
}
