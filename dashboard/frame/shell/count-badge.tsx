// The number beside a place, with what it counts for readers.
import type { ReactNode } from 'react';
import { formatCount } from '../../ui/appearance/format.ts';
import type { RailCount } from './rail-counts.ts';

export function CountBadge({ count }: { readonly count: RailCount | undefined }): ReactNode {
  if (count === undefined) return null;
  return (
    <span
      className={`ml-auto text-xs ${count.hot ? 'rounded-full bg-accent px-1.5 font-semibold text-on-accent' : 'text-ink-3'}`}
    >
      {formatCount(count.value)}
      <span className="sr-only"> {count.what}</span>
    </span>
  );
}
