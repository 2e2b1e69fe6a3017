// The newest version of a page as the server sent it beside what a browser made of it: inert copies, each in a frame that may do nothing.
import { type ReactNode, useState } from 'react';
import type { SnapshotView } from '../../../api/schemas/page.ts';
import { segment } from '../../api/ask.ts';
import { useList } from '../../api/use-list.ts';
import { formatBytes } from '../../ui/appearance/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FullMoment } from '../../ui/moment.tsx';

export function SentAndMade({
  pageId,
  jobId,
}: {
  readonly pageId: string;
  readonly jobId: string;
}): ReactNode {
  const [isShown, setShown] = useState(false);
  const path = `/v1/jobs/${segment(jobId)}/snapshots` as const;
  const versions = useList(['page', pageId, 'versions'], path, { pageId, limit: 10 });
  const newest = versions.items?.find(({ served, unreadable }) => served !== null && unreadable === null);
  if (newest === undefined) return null;
  return (
    <Card
      title="As sent, and as the browser had it"
      className="desk:col-span-2"
      aside={<FullMoment at={newest.at} />}
    >
      {isShown ? (
        <div className="grid gap-4 desk:grid-cols-2">
          <Copy version={newest} isServed />
          <Copy version={newest} isServed={false} />
        </div>
      ) : (
        <Button onClick={() => setShown(true)}>Show both</Button>
      )}
    </Card>
  );
}

interface CopyProps {
  readonly version: SnapshotView;
  readonly isServed: boolean;
}

function Copy({ version: { snapshotId, served, bodyBytes, links }, isServed }: CopyProps): ReactNode {
  const name = isServed ? 'As the server sent it' : 'As the browser had it';
  const source = isServed ? links['served'] : links['content'];
  const bytes = isServed ? (served?.bytes ?? 0) : bodyBytes;
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-s">
        <b className="font-[580]">{name}</b>
        <a href={source} className="text-accent hover:underline">
          Save its HTML ({formatBytes(bytes)})
        </a>
      </figcaption>
      <iframe
        sandbox=""
        title={`${name}, without scripts`}
        src={`/v1/snapshots/${segment(snapshotId)}/content?as=page&served=${isServed}`}
        className="h-[26rem] w-full rounded-m border border-line bg-[white]"
      />
    </figure>
  );
}
