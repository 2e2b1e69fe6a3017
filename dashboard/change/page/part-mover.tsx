// Moves parts of a stored version from the frame to the body and back: by a click in its picture, or from the list of its parts.
import { type ReactNode, useState } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MovedPart } from '../../ui/picture/moved-part.tsx';
import { PagePicture } from '../../ui/picture/page-picture.tsx';
import { PartList } from '../../ui/picture/part-list.tsx';
import { PlaceLegend } from '../../ui/picture/place-legend.tsx';
import { useMoves, useSaveNames } from './use-moves.ts';

interface PartMoverProps {
  readonly snapshotId: string;
  readonly job: JobView;
}

type Moves = ReturnType<typeof useMoves>;

export function PartMover({ snapshotId, job }: PartMoverProps): ReactNode {
  const [to, setTo] = useState<'body' | 'frame'>('body');
  const [asList, setAsList] = useState(false);
  const moves = useMoves(snapshotId, job);
  const { places, moved, error } = moves;
  return (
    <div className="grid gap-2.5">
      <div className="flex flex-wrap items-center gap-2">
        {asList
          ? null
          : (['body', 'frame'] as const).map((side) => (
              <Button
                key={side}
                aria-pressed={to === side}
                onClick={() => setTo(side)}
                className={to === side ? 'border-accent! bg-accent-soft!' : ''}
              >
                Move to {side}
              </Button>
            ))}
        <Button kind="quiet" className="ml-auto" onClick={() => setAsList(!asList)}>
          {asList ? 'Show the page' : 'Show as a list'}
        </Button>
      </div>
      {asList ? (
        <Parts snapshotId={snapshotId} moves={moves} />
      ) : (
        <PagePicture
          src={`/v1/snapshots/${segment(snapshotId)}/content?as=page&picker=true`}
          places={places}
          onClick={({ node }) => moves.take(node, to)}
        />
      )}
      <PlaceLegend allFrame={places?.allFrame === true} />
      {moved === null ? null : <MovedPart part={moved.part} to={moved.to} onWiden={moves.widen} />}
      {error === null ? null : <ProblemNote error={error} />}
      <Names moves={moves} />
      <Saving job={job} moves={moves} />
    </div>
  );
}

function Parts({
  snapshotId,
  moves: { places, take },
}: {
  readonly snapshotId: string;
  readonly moves: Moves;
}): ReactNode {
  const outline = useAsk(
    ['snapshot', snapshotId, 'outline'],
    `/v1/snapshots/${segment(snapshotId)}/outline`,
    { retry: false },
  );
  if (outline.isPending) return <Loading rows={4} />;
  if (outline.isError) return <ProblemNote error={outline.error} retry={() => void outline.refetch()} />;
  return (
    <PartList parts={outline.data.items} places={places?.parts ?? null}>
      {({ node, place }) => {
        if (place !== 'body' && place !== 'frame') return null;
        const other = place === 'body' ? 'frame' : 'body';
        return <Button onClick={() => take(node, other)}>Move to {other}</Button>;
      }}
    </PartList>
  );
}

/** What the job calls its parts, each to be taken back. */
function Names({ moves: { lists, takeBack } }: { readonly moves: Moves }): ReactNode {
  const named = [
    ...lists.bodyParts.map((selector) => ({ selector, side: 'body' })),
    ...lists.frameParts.map((selector) => ({ selector, side: 'frame' })),
  ];
  if (named.length === 0)
    return <p className="text-s text-ink-3">All parts are what Webloom takes them for: none was moved.</p>;
  return (
    <ul className="grid gap-1" aria-label="Parts that were moved">
      {named.map(({ selector, side }) => (
        <li key={`${side} ${selector}`} className="flex items-center gap-2 rounded-s bg-sunk pl-2.5">
          <span className="min-w-0 flex-1">
            <code className="font-mono text-s break-all">{selector}</code>{' '}
            <span className="text-s text-ink-2">is called {side}</span>
          </span>
          <IconButton label={`Take back ${selector}`} onClick={() => takeBack(selector)}>
            <Icon name="close" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function Saving({ job, moves }: { readonly job: JobView; readonly moves: Moves }): ReactNode {
  const saving = useSaveNames(job, moves.discard);
  if (!moves.isChanged) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button kind="primary" disabled={saving.isPending} onClick={() => saving.mutate(moves.lists)}>
        Save for the job
      </Button>
      <Button onClick={moves.discard}>Discard</Button>
      <span className="text-s text-ink-3">It holds for all pages of the job, and is no change of them.</span>
      {saving.isError ? <ProblemNote error={saving.error} /> : null}
    </div>
  );
}
