// Before and after as a browser would show them: inert copies, each in a frame that may do nothing, with body and frame in two
// colours.
import type { ReactNode } from 'react';
import type { DiffView } from '../../api/schemas/change/diff.ts';
import { segment } from '../api/ask.ts';
import { Note } from '../ui/card.tsx';
import { PlaceLegend } from '../ui/picture/place-legend.tsx';
import { VersionFigure } from './version-figure.tsx';

interface AsSeenProps {
  readonly diff: DiffView;
  /** What of the copies is marked. */
  readonly changeId: string;
}

export function AsSeen({ diff: { from, to }, changeId }: AsSeenProps): ReactNode {
  if (from === null && to === null)
    return <Note title="Neither version is kept any more.">The lines above are what the change kept.</Note>;
  return (
    <div className="grid gap-4 desk:grid-cols-2">
      {from === null ? null : <Frame name="Before" side={from} changeId={changeId} />}
      {to === null ? null : (
        <Frame name={from === null ? 'The first version' : 'After'} side={to} changeId={changeId} />
      )}
      <div className="desk:col-span-2">
        <PlaceLegend />
      </div>
      <p className="text-s text-ink-3 desk:col-span-2">
        Copies without scripts, pictures and anything else that would be loaded. They open at the change and
        mark it; the styles are those that stand in the page itself. The screen of the page is where parts are
        moved from one to the other.
      </p>
    </div>
  );
}

/** The first part that differs, as the API names it in a copy. */
const MARK_ID = 'webloom-mark';

function Frame({
  name,
  side,
  changeId,
}: {
  readonly name: string;
  readonly changeId: string;
  readonly side: NonNullable<DiffView['from']>;
}): ReactNode {
  return (
    <VersionFigure name={name} at={side.at}>
      <iframe
        sandbox=""
        title={`${name}: the page as it was`}
        src={`/v1/snapshots/${segment(side.snapshotId)}/content?as=page&places=true&changeId=${segment(changeId)}#${MARK_ID}`}
        className="h-[60vh] w-full rounded-m border border-line bg-[white]"
      />
    </VersionFigure>
  );
}
