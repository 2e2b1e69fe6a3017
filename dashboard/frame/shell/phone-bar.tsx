// The bar at the foot of a phone: four places, and a fifth that opens all the others.
import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useState } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { PLACES, type Place, isWithin } from './places.ts';

const MoreSheet = lazy(() =>
  import('./more-sheet.tsx').then(({ MoreSheet: component }) => ({ default: component })),
);

const CELL = 'grid justify-items-center gap-0.5 px-1 py-2 text-xs';
const CURRENT = 'font-[560] text-accent';
const OTHER = 'text-ink-2';

export function PhoneBar(): ReactNode {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [isOpen, setOpen] = useState(false);
  const isBehind = PLACES.some(({ to, onPhone = false }) => !onPhone && isWithin(path, to));
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-sheet pb-[env(safe-area-inset-bottom)] desk:hidden"
    >
      {PLACES.filter(({ onPhone = false }) => onPhone).map((place) => (
        <PhoneLink key={place.to} place={place} current={isWithin(path, place.to)} />
      ))}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        className={`${CELL} ${isBehind ? CURRENT : OTHER}`}
      >
        <Icon name="more" size={18} />
        More
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <MoreSheet close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </nav>
  );
}

function PhoneLink({ place, current }: { readonly place: Place; readonly current: boolean }): ReactNode {
  return (
    <Link
      to={place.to}
      aria-current={current ? 'page' : undefined}
      className={`${CELL} ${current ? CURRENT : OTHER}`}
    >
      <Icon name={place.icon} size={18} />
      {place.name}
    </Link>
  );
}
