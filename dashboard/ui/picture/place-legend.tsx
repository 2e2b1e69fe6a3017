// What the two colours in the picture of a page mean. The copy of a page is light in both themes, and so are its colours.
import type { ReactNode } from 'react';

export const PLACE_WORDS = {
  body: 'body',
  frame: 'frame',
  advertisement: 'advertisement',
  'left-out': 'left out',
} as const;

/** `allFrame`: the parts that were moved would leave no body. */
export function PlaceLegend({ allFrame = false }: { readonly allFrame?: boolean }): ReactNode {
  return (
    <div className="grid gap-1.5">
      <Legend />
      {allFrame ? (
        <p role="status" className="text-s text-failed">
          No body would be left of this page: what was moved does not count here.
        </p>
      ) : null}
    </div>
  );
}

function Legend(): ReactNode {
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
