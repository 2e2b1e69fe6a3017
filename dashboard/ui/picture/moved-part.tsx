// What was moved last, in words, with the parts around it: a click takes the smallest part, and often more is meant.
import type { ReactNode } from 'react';
import type { PickedPartView } from '../../../api/schemas/preview/preview-part.ts';
import { selectorToMove } from './move-part.ts';
import { Button } from '../button.tsx';

interface MovedPartProps {
  readonly part: PickedPartView;
  readonly to: 'body' | 'frame';
  /** Takes this part in place of the one that was moved. */
  readonly onWiden: (node: number) => void;
}

export function MovedPart({ part, to, onWiden }: MovedPartProps): ReactNode {
  const { around, suggestions } = part;
  const selector = selectorToMove(part);
  const matches = suggestions.find((one) => one.selector === selector)?.matches ?? 0;
  const wider = around.filter(({ label }) => label !== 'body' && label !== 'html');
  return (
    <div className="grid gap-1.5 text-s text-ink-2">
      <p role="status">
        <code className="font-mono break-all text-ink">{selector}</code> is called {to}
        {matches > 1 ? `, ${matches} parts` : ''}.
      </p>
      {wider.length === 0 ? null : (
        <div role="group" aria-label="Take more around it" className="flex flex-wrap items-center gap-1.5">
          <span>More around it:</span>
          {wider.map(({ node, label }) => (
            <Button key={node} onClick={() => onWiden(node)}>
              <span className="font-mono text-s">{label}</span>
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
