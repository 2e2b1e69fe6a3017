// The rail at the left, and the bar of five places at the foot of a phone.
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatCount } from '../appearance/format.ts';
import { Icon, Mark } from '../ui/icon.tsx';
import { LiveBadge } from './live-badge.tsx';
import { PLACES, type Place } from './places.ts';
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

function useIsCurrent(to: string): boolean {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
}

function RailLink({
  place,
  count,
}: {
  readonly place: Place;
  readonly count: RailCount | undefined;
}): ReactNode {
  const current = useIsCurrent(place.to);
  return (
    <Link
      to={place.to}
      aria-current={current ? 'page' : undefined}
      className={`flex items-center gap-2.5 rounded-s px-2 py-1.5 ${current ? 'bg-sheet font-[560] text-ink shadow-[0_0_0_1px_var(--line)]' : 'text-ink-2 hover:text-ink'}`}
    >
      <Icon name={place.icon} />
      {place.name}
      {count === undefined ? null : (
        <span
          className={`ml-auto text-xs ${count.hot ? 'rounded-full bg-accent px-1.5 font-semibold text-on-accent' : 'text-ink-3'}`}
        >
          {formatCount(count.value)}
          <span className="sr-only"> {count.what}</span>
        </span>
      )}
    </Link>
  );
}

/** What a phone has room for; the rest is behind the palette. */
export function PhoneBar(): ReactNode {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 flex justify-around border-t border-line bg-sheet pb-[env(safe-area-inset-bottom)] desk:hidden"
    >
      {PLACES.filter(({ behind }) => !behind).map((place) => (
        <PhoneLink key={place.to} place={place} />
      ))}
    </nav>
  );
}

function PhoneLink({ place }: { readonly place: Place }): ReactNode {
  const current = useIsCurrent(place.to);
  return (
    <Link
      to={place.to}
      aria-current={current ? 'page' : undefined}
      className={`grid min-w-14 justify-items-center gap-0.5 px-1 py-2 text-xs ${current ? 'font-[560] text-accent' : 'text-ink-2'}`}
    >
      <Icon name={place.icon} size={18} />
      {place.name}
    </Link>
  );
}
