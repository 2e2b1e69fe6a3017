// What stands behind a run: its workflow in Temporal, the signals it has heard, the documents of its source.
import type { ReactNode } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatCount } from '../ui/appearance/format.ts';
import { Card } from '../ui/card.tsx';
import { Fact, Facts } from '../ui/facts.tsx';
import { Icon } from '../ui/icon.tsx';
import { FullMoment } from '../ui/moment.tsx';

export function Behind({ run }: { readonly run: RunView }): ReactNode {
  const { links, gate } = run;
  const temporal = links['temporal'];
  const waits = gate.seq - gate.acknowledged;
  return (
    <Card title="Behind it">
      <Facts>
        <Fact name="Began">
          <FullMoment at={run.createdAt} />
        </Fact>
        {run.finishedAt === null ? null : (
          <Fact name="Ended">
            <FullMoment at={run.finishedAt} />
          </Fact>
        )}
        <Fact name="Configuration">version {run.jobVersion} of the job</Fact>
        {run.finishedAt === null ? (
          <Fact name="Signals">
            {waits === 0 ? 'all heard by the workflow' : `${counted(waits, 'move')} not heard yet`}
          </Fact>
        ) : null}
        <SourceFacts run={run} />
      </Facts>
      <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-s">
        {temporal === undefined ? null : (
          <a
            href={temporal}
            target="_blank"
            rel="noopener noreferrer"
            className="inline-flex items-center gap-1.5 py-0.5 text-accent hover:underline"
          >
            Workflow in Temporal <Icon name="external" size={12} />
          </a>
        )}
        <a href={links['self']} className="py-0.5 text-accent hover:underline">
          This run as JSON
        </a>
      </p>
    </Card>
  );
}

/** What the source gave, and what the pages lacked. */
function SourceFacts({ run }: { readonly run: RunView }): ReactNode {
  const { source, missingFields, droppedLinks } = run;
  return (
    <>
      {source === null ? null : (
        <Fact name="Source">
          {counted(source.documents, 'document')} read, {formatCount(source.left)} left, {source.faultCount}{' '}
          faulty
        </Fact>
      )}
      {Object.entries(missingFields).map(([name, count]) => (
        <Fact key={name} name={name}>
          required, not found on {counted(count, 'page')}
        </Fact>
      ))}
      {Object.entries(droppedLinks).map(([reason, count]) => (
        <Fact key={reason} name="Left out">
          {counted(count, 'link')}: {reason}
        </Fact>
      ))}
    </>
  );
}
