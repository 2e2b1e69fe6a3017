// What the bar of a phone has no room for: a sheet over its foot with all the other places, and the theme.
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Dialog, Heading } from 'react-aria-components';
import { nextTheme, setAppearance, useAppearance } from '../../ui/appearance/appearance.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Overlay } from '../../ui/overlay.tsx';
import { CountBadge } from './count-badge.tsx';
import { PLACES, type Place, isWithin } from './places.ts';
import { type RailCount, useRailCounts } from './rail-counts.ts';

const ROW = 'flex min-h-11 w-full items-center gap-3 rounded-s px-3 text-left';

export function MoreSheet({ close }: { readonly close: () => void }): ReactNode {
  const counts = useRailCounts();
  const { theme } = useAppearance();
  return (
    <Overlay close={close} place="flex items-end" width="w-full">
      <Dialog className="max-h-[88vh] overflow-y-auto rounded-t-card border-t border-line bg-sheet px-3 pt-3 pb-[calc(12px+env(safe-area-inset-bottom))] shadow-card outline-none">
        <div className="mb-1 flex items-center px-3">
          <Heading slot="title" className="flex-1 text-l font-semibold tracking-[-.01em]">
            More
          </Heading>
          <IconButton label="Close" onClick={close} className="-mr-1.5">
            <Icon name="close" />
          </IconButton>
        </div>
        <nav aria-label="More places" className="grid grid-cols-2 gap-x-2">
          {PLACES.filter(({ onPhone = false }) => !onPhone).map((place) => (
            <SheetLink key={place.to} place={place} count={counts[place.to]} close={close} />
          ))}
        </nav>
        <div className="mt-2 border-t border-line pt-2">
          <button
            type="button"
            onClick={() => setAppearance({ theme: nextTheme(theme) })}
            className={`${ROW} text-ink-2`}
          >
            <Icon name="theme" />
            Theme: {theme}. Change it
          </button>
        </div>
      </Dialog>
    </Overlay>
  );
}

interface SheetLinkProps {
  readonly place: Place;
  readonly count: RailCount | undefined;
  readonly close: () => void;
}

function SheetLink({ place, count, close }: SheetLinkProps): ReactNode {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const current = isWithin(path, place.to);
  return (
    <Link
      to={place.to}
      onClick={close}
      aria-current={current ? 'page' : undefined}
      className={`${ROW} ${current ? 'bg-accent-soft font-[560] text-accent' : 'text-ink'}`}
    >
      <Icon name={place.icon} />
      {place.name}
      <CountBadge count={count} />
    </Link>
  );
}
