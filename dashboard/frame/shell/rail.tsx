// The rail at the left: the places everybody needs, and below them what stands behind the work.
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon, Mark } from '../../ui/icon.tsx';
import { CountBadge } from './count-badge.tsx';
import { LiveBadge } from './live-badge.tsx';
import { PLACES, type Place, isWithin } from './places.ts';
import { type RailCount, useRailCounts } from './rail-counts.ts';

export function Rail(): ReactNode {
  const counts = useRailCounts();
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 hidden h-dvh w-[212px] flex-col gap-0.5 overflow-y-auto border-r border-line px-3 py-4 desk:flex"
    >
      <Link to="/" className="flex items-center gap-2.5 px-2 pt-1 pb-4 text-l font-[650] tracking-[-.02em]">
        <Mark />
        webloom
      </Link>
      {PLACES.filter(({ behind }) => !behind).map((place) => (
        <RailLink key={place.to} place={place} count={counts[place.to]} />
      ))}
      <p className="px-2 pt-4 pb-1 text-xs font-[550] text-ink-3">Behind it</p>
      {PLACES.filter(({ behind }) => behind).map((place) => (
        <RailLink key={place.to} place={place} count={counts[place.to]} />
      ))}
      <div className="mt-auto p-2">
        <LiveBadge />
      </div>
    </nav>
  );
}

function RailLink({
  place,
  count,
}: {
  readonly place: Place;
  readonly count: RailCount | undefined;
}): ReactNode {
  const current = isWithin(useRouterState({ select: ({ location }) => location.pathname }), place.to);
  return (
    <Link
      to={place.to}
      aria-current={current ? 'page' : undefined}
      className={`flex items-center gap-2.5 rounded-s px-2 py-1.5 ${current ? 'bg-sheet font-[560] text-ink shadow-[0_0_0_1px_var(--line)]' : 'text-ink-2 hover:text-ink'}`}
    >
      <Icon name={place.icon} />
      {place.name}
      <CountBadge count={count} />
    </Link>
  );
}
