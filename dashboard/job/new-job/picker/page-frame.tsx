// The page of a draft as a picture that can be clicked: what is watched and left out is marked, body and frame have colours.
import type { ReactNode } from 'react';
import type { PagePlacesView } from '../../../../api/schemas/preview/preview-part.ts';
import { segment } from '../../../api/ask.ts';
import { PagePicture } from '../../../ui/picture/page-picture.tsx';

interface Pick {
  readonly node: number;
  /** Leave it out instead of watching it. */
  readonly leaveOut: boolean;
  /** Add it to what is picked already. */
  readonly add: boolean;
}

interface PageFrameProps {
  readonly previewId: string;
  readonly include: readonly number[];
  readonly exclude: readonly number[];
  readonly places: PagePlacesView | null;
  readonly onPick: (pick: Pick) => void;
}

export function PageFrame({ previewId, include, exclude, places, onPick }: PageFrameProps): ReactNode {
  return (
    <PagePicture
      src={`/v1/previews/${segment(previewId)}/page?picker=true`}
      include={include}
      exclude={exclude}
      places={places}
      onClick={({ node, alt, shift }) => onPick({ node, leaveOut: alt, add: shift })}
    />
  );
}
