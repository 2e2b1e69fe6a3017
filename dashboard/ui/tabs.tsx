// Tabs that are links: each has its address, and the one that is shown is marked for readers too.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatCount } from './appearance/format.ts';

export interface LinkTab extends Pick<LinkProps, 'to' | 'params' | 'search'> {
  readonly name: string;
  readonly current: boolean;
  readonly count?: number | undefined;
}

export function LinkTabs({
  label,
  tabs,
}: {
  readonly label: string;
  readonly tabs: readonly LinkTab[];
}): ReactNode {
  return (
    <nav
      aria-label={label}
      className="mb-4 flex gap-5 overflow-x-auto shadow-[inset_0_-1px_0_var(--color-line)]"
    >
      {tabs.map(({ name, current, count, ...link }) => (
        <Link
          key={name}
          {...link}
          aria-current={current ? 'page' : undefined}
          className={`border-b-2 py-2 whitespace-nowrap ${current ? 'border-accent font-[560] text-ink' : 'border-transparent text-ink-2 hover:text-ink'}`}
        >
          {name}
          {count === undefined ? null : (
            <span className="ml-1.5 text-s text-ink-3">{formatCount(count)}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
