// Words of the API in which names of settings stand in backticks, as `fetch.delayMs`: those become code.
import type { ReactNode } from 'react';

export function Marked({ text }: { readonly text: string }): ReactNode {
  return text.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={`${index} ${part}`} className="rounded-s bg-sunk px-1 font-mono text-[.92em]">
        {part}
      </code>
    ),
  );
}
