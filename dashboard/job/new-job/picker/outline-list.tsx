// The parts of a draft's page as a list: each can be watched, left out, or called body or frame.
import type { ReactNode } from 'react';
import type { PagePlacesView } from '../../../../api/schemas/preview/preview-part.ts';
import { segment } from '../../../api/ask.ts';
import { useAsk } from '../../../api/use-ask.ts';
import { Button } from '../../../ui/button.tsx';
import { Loading, ProblemNote } from '../../../ui/empty-state.tsx';
import { PartList } from '../../../ui/picture/part-list.tsx';
import type { PickMode } from './use-part.ts';

interface OutlineListProps {
  readonly previewId: string;
  readonly places: PagePlacesView | null;
  readonly onPick: (node: number, mode: PickMode) => void;
}

export function OutlineList({ previewId, places, onPick }: OutlineListProps): ReactNode {
  const outline = useAsk(['preview', previewId, 'outline'], `/v1/previews/${segment(previewId)}/outline`, {
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (outline.isPending) return <Loading rows={4} />;
  if (outline.isError) return <ProblemNote error={outline.error} retry={() => void outline.refetch()} />;
  return (
    <PartList parts={outline.data.items} places={places?.parts ?? null}>
      {({ node, place }) => (
        <>
          <Button onClick={() => onPick(node, 'watch')}>Watch</Button>
          <Button kind="quiet" onClick={() => onPick(node, 'leave-out')}>
            Leave out
          </Button>
          {places === null ? null : place === 'frame' ? (
            <Button kind="quiet" onClick={() => onPick(node, 'body')}>
              Move to body
            </Button>
          ) : place === 'body' ? (
            <Button kind="quiet" onClick={() => onPick(node, 'frame')}>
              Move to frame
            </Button>
          ) : null}
        </>
      )}
    </PartList>
  );
}
