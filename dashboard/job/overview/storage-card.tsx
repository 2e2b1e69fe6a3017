// What the stored versions of a job take.
import type { ReactNode } from 'react';
import type { JobStorageView } from '../../../api/schemas/job-detail/storage.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatBytes } from '../../ui/appearance/format.ts';
import { Card } from '../../ui/card.tsx';
import { NoAnswer } from '../../ui/empty-state.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { FullMoment, Moment } from '../../ui/moment.tsx';

const LOOK_AGAIN_MS = 10_000;

export function StorageCard({ jobId }: { readonly jobId: string }): ReactNode {
  const storage = useAsk(['job', jobId, 'storage'], `/v1/jobs/${segment(jobId)}/storage`, {
    refetchInterval: ({ state }) => (state.data?.putAway?.done === false ? LOOK_AGAIN_MS : false),
  });
  const { data } = storage;
  return (
    <Card title="What it stores">
      {data !== undefined ? <Shown storage={data} /> : <NoAnswer of={storage} rows={3} />}
    </Card>
  );
}

function Shown({ storage }: { readonly storage: JobStorageView }): ReactNode {
  const { versions, pinned, bytes, oldestAt, newestAt, measuredAt } = storage;
  if (measuredAt === null)
    return (
      <p className="text-ink-2">It is not measured yet; that takes a few minutes after the first run.</p>
    );
  return (
    <Facts>
      <Fact name="Versions">
        {counted(versions, 'version')}
        {pinned === 0 ? '' : `, ${pinned} pinned`}
      </Fact>
      <Fact name="Size">{formatBytes(bytes)}</Fact>
      {oldestAt === null || newestAt === null ? null : (
        <>
          <Fact name="Oldest">
            <FullMoment at={oldestAt} />
          </Fact>
          <Fact name="Newest">
            <FullMoment at={newestAt} />
          </Fact>
        </>
      )}
      {storage.putAway === null ? null : <Fact name="Archived">{putAwayWords(storage.putAway)}</Fact>}
      <Fact name="Measured">
        <Moment at={measuredAt} />
      </Fact>
    </Facts>
  );
}

function putAwayWords({
  done,
  versions,
  bytesBefore,
  bytesAfter,
}: NonNullable<JobStorageView['putAway']>): string {
  if (bytesBefore === null) return 'put away ten minutes after that; until then nothing goes';
  if (!done || bytesAfter === null) return 'being put away';
  return `${counted(versions, 'quiet version')} went, ${formatBytes(bytesBefore)} are ${formatBytes(bytesAfter)} now`;
}
