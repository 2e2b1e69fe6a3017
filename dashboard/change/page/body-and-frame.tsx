// Which parts of the page are body and which frame, on its newest version; an operator moves a part by a click, saved into the
// job.
import { type ReactNode, useState } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { hasFrame, type WatchSettings } from '../../../domain/reading/part/watch-rules.ts';
import { segment } from '../../api/ask.ts';
import { useList } from '../../api/use-list.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Operators } from '../../ui/field/operators.tsx';
import { PlaceLegend } from '../../ui/picture/place-legend.tsx';
import { PartMover } from './part-mover.tsx';

interface BodyAndFrameProps {
  readonly pageId: string;
  readonly job: JobView;
}

export function BodyAndFrame({ pageId, job }: BodyAndFrameProps): ReactNode {
  const [isShown, setShown] = useState(false);
  const path = `/v1/jobs/${segment(job.jobId)}/snapshots` as const;
  const versions = useList(['page', pageId, 'versions'], path, { pageId, limit: 10 });
  const newest = versions.items?.find(
    ({ unreadable, rolledBack }) => unreadable === null && rolledBack === null,
  );
  const settings: WatchSettings = job.config['changes'] ?? {};
  return (
    <Card title="Body and frame" className="desk:col-span-2" aside="what is told, and what is minor at most">
      {!hasFrame(settings) ? (
        <p className="text-ink-2">
          This job watches a part, a source or data, which have no frame: all of it is told alike.
        </p>
      ) : newest === undefined ? (
        <p className="text-ink-2">No version is stored that could be shown.</p>
      ) : isShown ? (
        <Operators instead={<Still snapshotId={newest.snapshotId} />}>
          <PartMover snapshotId={newest.snapshotId} job={job} />
        </Operators>
      ) : (
        <Button onClick={() => setShown(true)}>Show body and frame</Button>
      )}
    </Card>
  );
}

/** For those who may only look. */
function Still({ snapshotId }: { readonly snapshotId: string }): ReactNode {
  return (
    <div className="grid gap-2.5">
      <iframe
        sandbox=""
        title="The page, body and frame in two colours"
        src={`/v1/snapshots/${segment(snapshotId)}/content?as=page&places=true`}
        className="h-[26rem] w-full rounded-m border border-line bg-[white]"
      />
      <PlaceLegend />
    </div>
  );
}
