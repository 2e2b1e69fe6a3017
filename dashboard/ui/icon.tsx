// The icons: lines on a grid of 16, drawn here so that nothing is loaded for them.
import type { ReactNode } from 'react';

const DRAWINGS = {
  overview: <path d="M2.5 7.5 8 3l5.5 4.5V13h-11z" />,
  jobs: <path d="M2 4h12M2 8h12M2 12h8" />,
  changes: (
    <>
      <path d="M3 5h7M3 8h10M3 11h5" />
      <circle cx="12.5" cy="4.5" r="1.6" />
    </>
  ),
  prices: <path d="M2 12l4-5 3 3 5-7" />,
  runs: <path d="M4 3v10l8-5z" />,
  alerts: <path d="M4 11.5V7a4 4 0 0 1 8 0v4.5zM2.5 11.5h11M7 14h2" />,
  'dead-letters': <path d="M2.5 4h11v8.5h-11zM2.5 4.5 8 9l5.5-4.5" />,
  schedules: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 5v3l2 2" />
    </>
  ),
  health: <path d="M2 8h3l2-4 2.5 8L11.5 8H14" />,
  agents: (
    <>
      <rect x="2.5" y="3" width="11" height="4" rx="1" />
      <rect x="2.5" y="9" width="11" height="4" rx="1" />
    </>
  ),
  queues: <path d="M3 3v10M7 5v8M11 7v6" />,
  hosts: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M2.5 8h11M8 2.5c2 2 2 9 0 11M8 2.5c-2 2-2 9 0 11" />
    </>
  ),
  settings: (
    <>
      <path d="M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M3.8 12.2l1.4-1.4M10.8 5.2l1.4-1.4" />
      <circle cx="8" cy="8" r="2.5" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="m10 10 3.5 3.5" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  check: <path d="m3 8.5 3.2 3L13 4.5" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
  play: <path d="M5 3.5v9l7-4.5z" />,
  left: <path d="m10 3-5 5 5 5" />,
  right: <path d="m6 3 5 5-5 5" />,
  down: <path d="m3 6 5 5 5-5" />,
  up: <path d="m3 10 5-5 5 5" />,
  external: <path d="M6 3.5H3v9.5h9.5V10M9 2.5h4.5V7M13 3 7.5 8.5" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 3h-7a1 1 0 0 0-1 1v7" />
    </>
  ),
  theme: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
    </>
  ),
  keys: (
    <>
      <rect x="1.5" y="4" width="13" height="8" rx="1.5" />
      <path d="M4 6.5h.01M7 6.5h.01M10 6.5h.01M12.5 6.5h.01M5 9.5h6" />
    </>
  ),
  warning: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.3v.01" />,
  circle: <circle cx="8" cy="8" r="4.5" />,
  dot: <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />,
  half: (
    <>
      <circle cx="8" cy="8" r="4.5" />
      <path d="M8 3.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" stroke="none" />
    </>
  ),
  box: <path d="M2.5 5h11v8h-11zM2 2.5h12V5H2zM6 8h4" />,
} as const;

export type IconName = keyof typeof DRAWINGS;

/** Beside a word it is decoration; alone it needs a name on its button. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
    >
      {DRAWINGS[name]}
    </svg>
  );
}

/** The mark of Webloom: threads that cross. */
export function Mark({ size = 24 }: { readonly size?: number }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2.4"
      strokeLinecap="round"
    >
      <path d="M5 4v16M12 4v3.2M12 12.8V20M19 4v16" />
      <path d="M3 9.8h.6M6.9 9.8H21M3 15.4h6.6M14.4 15.4h2.2M21 15.4h-.2" opacity=".55" />
    </svg>
  );
}
