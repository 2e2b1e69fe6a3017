// What the two colours in the picture of a page mean. The copy of a page is light in both themes, and so are its colours.
import type { ReactNode } from 'react';

export const PLACE_WORDS = {
  body: 'body',
  frame: 'frame',
  advertisement: 'advertisement',
  'left-out': 'left out',
} as const;

export function PlaceLegend(): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-s text-ink-2">
      <li className="flex items-center gap-1.5">
        <span aria-hidden className="size-3.5 rounded-s border border-place-body-line bg-place-body" />
        Body, in colour: told
      </li>
      <li className="flex items-center gap-1.5">
        <span
          aria-hidden
          className="size-3.5 rounded-s border border-dashed border-place-frame-line bg-place-frame"
        />
        Frame, pale with broken lines: minor at most
      </li>
    </ul>
  );
}
