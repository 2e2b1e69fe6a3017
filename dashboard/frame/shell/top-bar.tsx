// The bar on top: search and commands, zone, theme, keys, and the one action that is there on every screen.
import type { ReactNode } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import { nextTheme, setAppearance, useAppearance, zoneOf } from '../../ui/appearance/appearance.ts';
import { KeyName } from '../../ui/key-name.tsx';
import { StopButton } from '../../verb/emergency/stop-button.tsx';
import { ButtonLink, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LiveBadge } from './live-badge.tsx';

interface TopBarProps {
  readonly openPalette: () => void;
  readonly openKeys: () => void;
}

export function TopBar({ openPalette, openKeys }: TopBarProps): ReactNode {
  const appearance = useAppearance();
  return (
    <header className="sticky top-0 z-20 -mx-4 flex h-14 items-center gap-2 bg-paper/92 px-4 backdrop-blur-sm desk:-mx-8 desk:gap-3 desk:px-8">
      <button
        type="button"
        onClick={openPalette}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-m border border-line-strong bg-sheet px-2.5 py-1.5 text-left text-ink-3 desk:max-w-110"
      >
        <Icon name="search" />
        <span className="desk:hidden">Search</span>
        <span className="hidden desk:inline">Search jobs, screens, commands</span>
        <span className="ml-auto hidden desk:inline">
          <KeyName keys="/" />
        </span>
      </button>
      <span className="ml-auto desk:hidden">
        <LiveBadge short />
      </span>
      <span className="ml-auto hidden text-s text-ink-3 desk:inline">{zoneOf(appearance)}</span>
      <span className="hidden phone:inline">
        <IconButton
          label={`Theme: ${appearance.theme}. Change it`}
          onClick={() => setAppearance({ theme: nextTheme(appearance.theme) })}
        >
          <Icon name="theme" />
        </IconButton>
      </span>
      <span className="hidden desk:inline">
        <IconButton label="Keys" onClick={openKeys}>
          <Icon name="keys" />
        </IconButton>
      </span>
      <StopButton />
      <Operators>
        <ButtonLink kind="primary" to="/jobs/new" aria-label="Watch a page">
          <Icon name="plus" />
          <span className="hidden phone:inline">Watch a page</span>
        </ButtonLink>
      </Operators>
    </header>
  );
}
