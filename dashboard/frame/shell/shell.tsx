// The frame around every screen: rail, bar, keys, palette, messages, and the session it stands on.
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy, useEffect, useState } from 'react';
import { nextTheme, setAppearance, useAppearance } from '../../ui/appearance/appearance.ts';
import { EmergencyStrip } from '../../verb/emergency/emergency-strip.tsx';
import { handleKey, useCommands } from '../../api/registry.ts';
import { LiveProvider } from '../../api/live/live.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Toasts } from '../../ui/toast.tsx';
import { isProblem } from '../../api/problem.ts';
import { useCaller } from '../../api/caller.ts';
import { LiveBadge } from './live-badge.tsx';
import { PhoneBar } from './phone-bar.tsx';
import { PLACES } from './places.ts';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

const Palette = lazy(() =>
  import('./palette.tsx').then(({ Palette: component }) => ({ default: component })),
);
const KeySheet = lazy(() =>
  import('../keys/key-sheet.tsx').then(({ KeySheet: component }) => ({ default: component })),
);

export function Shell(): ReactNode {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return path === '/login' ? <Bare /> : <Framed />;
}

/** The login stands alone: without a key there is nothing to go to. */
function Bare(): ReactNode {
  return (
    <main id="main" className="mx-auto max-w-xl px-4">
      <Outlet />
      <Toasts />
    </main>
  );
}

function Framed(): ReactNode {
  const { error, refetch, isPending } = useCaller();
  const navigate = useNavigate();
  const needsKey = isProblem(error) && error.status === 401;
  useEffect(() => {
    if (needsKey) void navigate({ to: '/login', search: { from: location.pathname + location.search } });
  }, [needsKey, navigate]);
  if (isPending || needsKey) return null;
  return (
    <LiveProvider>
      <Frame>
        {error === null ? <Outlet /> : <ProblemNote error={error} retry={() => void refetch()} />}
      </Frame>
    </LiveProvider>
  );
}

function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const isWall = useRouterState({ select: ({ location }) => 'wall' in location.search });
  useGeneralCommands(setOpen);
  const close = (): void => setOpen(null);
  if (isWall) return <Wall>{children}</Wall>;
  return (
    <div className="min-h-dvh desk:grid desk:grid-cols-[212px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-m bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <Rail />
      <div className="min-w-0 px-4 pb-24 desk:px-8 desk:pb-12">
        <TopBar openPalette={() => setOpen('palette')} openKeys={() => setOpen('keys')} />
        <main id="main" tabIndex={-1} className="mx-auto max-w-[1240px] desk:mx-0">
          <EmergencyStrip />
          <Suspense fallback={null}>{children}</Suspense>
        </main>
      </div>
      <PhoneBar />
      <Suspense fallback={null}>
        {open === 'palette' ? <Palette close={close} /> : null}
        {open === 'keys' ? <KeySheet close={close} /> : null}
      </Suspense>
      <Toasts />
    </div>
  );
}

/** For a screen on a wall (`?wall`): the content alone, and whether it is live. */
function Wall({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="min-h-dvh px-6 pb-6">
      <div className="fixed top-4 right-6">
        <LiveBadge />
      </div>
      <main id="main" tabIndex={-1}>
        <Suspense fallback={null}>{children}</Suspense>
      </main>
    </div>
  );
}

function useGeneralCommands(setOpen: (what: 'palette' | 'keys') => void): void {
  const navigate = useNavigate();
  const { theme } = useAppearance();
  useEffect(() => {
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);
  useCommands([
    { keys: '/', label: 'Search', group: 'Everywhere', run: () => setOpen('palette') },
    { keys: 'mod+k', label: 'Commands', group: 'Everywhere', run: () => setOpen('palette') },
    { keys: '?', label: 'All keys', group: 'Everywhere', run: () => setOpen('keys') },
    {
      keys: 'n',
      label: 'Watch a page',
      group: 'Everywhere',
      run: () => void navigate({ to: '/jobs/new' }),
      changes: true,
    },
    {
      keys: 't',
      label: 'Next theme',
      group: 'Everywhere',
      run: () => setAppearance({ theme: nextTheme(theme) }),
    },
    ...PLACES.map(({ name, to, key }) => ({
      keys: `g ${key}`,
      label: name,
      group: 'Go to',
      run: () => void navigate({ to }),
    })),
  ]);
}
