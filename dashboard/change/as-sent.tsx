// Whether the server sent something else, line by line: where it did not, scripts of the page made the difference. Nothing of it runs: it
// is shown as text.
import { lazy, type ReactNode, Suspense } from 'react';
import type { DiffView as Diff } from '../../api/schemas/change/diff.ts';
import { segment } from '../api/ask.ts';
import { formatBytes } from '../ui/appearance/format.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { useDiff } from './use-change.ts';

const DiffView = lazy(async () => ({ default: (await import('./diff-view.tsx')).DiffView }));

type Side = NonNullable<Diff['from']>;

/** What the server sent is kept of both versions, or of the only one. */
export function hasSent({ from, to }: Pick<Diff, 'from' | 'to'>): boolean {
  const sides = [from, to].filter((side) => side !== null);
  return sides.length > 0 && sides.every(({ served }) => served !== null);
}

export function AsSent({ changeId, diff: { from, to } }: AsSentProps): ReactNode {
  const sent = useDiff(changeId, 'page', true);
  if (sent.isPending) return <Loading rows={6} label="Comparing what the server sent" />;
  if (sent.isError) return <ProblemNote error={sent.error} retry={() => void sent.refetch()} />;
  const { pages } = sent.data;
  const more = (): void => void sent.fetchNextPage();
  return (
    <div className="grid gap-3">
      {pages[0]?.same === true && from !== null && to !== null ? (
        <Note title="The server sent the same both times.">
          Scripts of the page made the difference, or what they fetched.
        </Note>
      ) : (
        <p className="text-s text-ink-2">What the server sent, before a browser made the page of it.</p>
      )}
      <p className="flex flex-wrap gap-x-4 text-s">
        <Saved name="before" side={from} />
        <Saved name="after" side={to} />
      </p>
      <Suspense fallback={<Loading rows={6} label="Loading the difference" />}>
        <DiffView
          pages={pages}
          form="lines"
          more={sent.hasNextPage && !sent.isFetchingNextPage ? more : null}
        />
      </Suspense>
      {sent.hasNextPage ? <Button onClick={more}>More lines</Button> : null}
    </div>
  );
}

interface AsSentProps {
  readonly changeId: string;
  readonly diff: Diff;
}

function Saved({ name, side }: { readonly name: string; readonly side: Side | null }): ReactNode {
  if (side === null || side.served === null) return null;
  return (
    <a
      href={`/v1/snapshots/${segment(side.snapshotId)}/content?served=true`}
      className="text-accent hover:underline"
    >
      Save what was sent {name} ({formatBytes(side.served.bytes)})
    </a>
  );
}
