// Whether what is shown is live, and of when it is if it is not.
import type { ReactNode } from 'react';
import { useAppearance } from '../../ui/appearance/appearance.ts';
import { formatTimeOfDay } from '../../ui/appearance/format.ts';
import { useLiveState } from '../../api/live/live.tsx';

export function LiveBadge({ short = false }: { readonly short?: boolean }): ReactNode {
  const { connected, at } = useLiveState();
  const appearance = useAppearance();
  const words = connected ? 'Live' : `Reconnecting, data from ${formatTimeOfDay(at, appearance)}`;
  return (
    <span
      role="status"
      data-live={connected}
      title={words}
      className="flex items-center gap-2 text-s text-ink-3"
    >
      <i
        className={`size-2 flex-none rounded-full ${connected ? 'bg-running' : 'pulse bg-paused'}`}
        aria-hidden="true"
      />
      <span className={short && connected ? 'sr-only' : connected ? '' : 'font-[550] text-paused'}>
        {words}
      </span>
    </span>
  );
}
