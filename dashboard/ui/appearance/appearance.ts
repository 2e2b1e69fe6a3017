// How this browser shows the dashboard: theme, density, time zone, clock. Kept in the browser alone.
import { useSyncExternalStore } from 'react';

export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  /** An IANA name, or `browser` for that of this machine. */
  readonly zone: string;
  readonly clock: '24' | '12';
}

const THEMES = ['system', 'light', 'dark'] as const;
const DEFAULTS: Appearance = { theme: 'system', density: 'comfortable', zone: 'browser', clock: '24' };
const STORED = 'webloom-appearance';

let current = read();
const listeners = new Set<() => void>();

function read(): Appearance {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    return typeof stored === 'object' ? { ...DEFAULTS, ...stored } : DEFAULTS;
  } catch {
    // Storage is off or holds something else; the defaults serve.
    return DEFAULTS;
  }
}

/** Puts theme and density on the page, where the stylesheet finds them. */
export function applyAppearance(): void {
  const { dataset } = document.documentElement;
  if (current.theme === 'system') delete dataset['theme'];
  else dataset['theme'] = current.theme;
  dataset['density'] = current.density;
}

/** The one after it; after the last one the first. */
export function nextTheme(theme: Appearance['theme']): Appearance['theme'] {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}

export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(STORED, JSON.stringify(current));
  } catch {
    // It holds until the page is closed.
  }
  applyAppearance();
  for (const listener of listeners) listener();
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

export function zoneOf({ zone }: Appearance): string {
  return zone === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
}
