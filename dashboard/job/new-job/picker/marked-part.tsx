// Offers to watch the part of a page that somebody had marked in the browser when New job was opened from there.
import type { ReactNode } from 'react';
import { segment } from '../../../api/ask.ts';
import { useAsk } from '../../../api/use-ask.ts';
import { Button } from '../../../ui/button.tsx';
import { Note } from '../../../ui/card.tsx';
import { ProblemNote } from '../../../ui/empty-state.tsx';
import { nodesOfText } from './marked-nodes.ts';
import { usePick } from './use-part.ts';

interface MarkedPartProps {
  readonly previewId: string;
  readonly marked: string;
  readonly onWatch: (selector: string) => void;
  readonly onDismiss: () => void;
}

const SHOWN_LENGTH = 120;

export function MarkedPart({ previewId, marked, onWatch, onDismiss }: MarkedPartProps): ReactNode {
  const outline = useAsk(['preview', previewId, 'outline'], `/v1/previews/${segment(previewId)}/outline`, {
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const pick = usePick(previewId);
  // The page can be watched all the same, and says itself what is wrong.
  if (outline.data === undefined) return null;
  const nodes = nodesOfText(outline.data.items, marked);
  const words = `“${marked.length > SHOWN_LENGTH ? `${marked.slice(0, SHOWN_LENGTH)}…` : marked}”`;
  const isLost = nodes.length === 0 || (pick.data !== undefined && pick.data.selector === null);
  const watch = (): void =>
    pick.mutate(nodes, { onSuccess: ({ selector }) => (selector === null ? undefined : onWatch(selector)) });
  return (
    <div role="status" className="grid gap-2">
      <Note
        tone="var(--accent)"
        title={`You had marked ${words}`}
        action={
          <div className="flex flex-wrap gap-2">
            {isLost ? null : (
              <Button kind="primary" disabled={pick.isPending} onClick={watch}>
                Watch that part
              </Button>
            )}
            <Button onClick={onDismiss}>{isLost ? 'All right' : 'Not only that'}</Button>
          </div>
        }
      >
        {isLost
          ? 'The page as Webloom gets it does not have it: pick a part below, or watch the whole page.'
          : 'The rest of the page would be read and not told.'}
      </Note>
      {pick.isError ? <ProblemNote error={pick.error} /> : null}
    </div>
  );
}
