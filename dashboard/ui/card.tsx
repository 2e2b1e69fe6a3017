// A sheet with a heading. There is one level of sheets: inside, lines divide.
import type { ReactNode } from 'react';

interface CardProps {
  readonly title?: ReactNode;
  /** At the right of the heading: a link, a range, a unit. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Without the inner margin, for tables that reach the edges. */
  readonly flush?: boolean;
  readonly className?: string;
}

export function Card({ title, aside, children, flush = false, className = '' }: CardProps): ReactNode {
  return (
    <section
      className={`min-w-0 rounded-card border border-line bg-sheet ${flush ? 'overflow-hidden' : 'p-4'} ${className}`}
    >
      {title === undefined ? null : (
        <header
          className={`flex flex-wrap items-baseline gap-x-2.5 gap-y-1 ${flush ? 'px-4 pt-4 pb-2' : 'mb-2.5'}`}
        >
          <h2 className="text-l font-semibold tracking-[-.01em]">{title}</h2>
          {aside === undefined ? null : <div className="ml-auto text-s text-ink-3">{aside}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

/** A figure with what it counts, as the four on top of the overview. */
export function Figure({
  value,
  children,
  tone,
}: {
  readonly value: ReactNode;
  readonly children: ReactNode;
  readonly tone?: string;
}): ReactNode {
  return (
    <div className="rounded-card border border-line bg-sheet p-4">
      <b
        className="block text-[26px] leading-tight font-semibold tracking-[-.03em]"
        style={tone === undefined ? undefined : { color: tone }}
      >
        {value}
      </b>
      <span className="text-s text-ink-2">{children}</span>
    </div>
  );
}

/** What stands in the way or has to be known, with its remedy. */
export function Note({
  tone = 'var(--st-paused)',
  title,
  children,
  action,
}: {
  readonly tone?: string;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-r-m border-l-[3px] px-3.5 py-2.5"
      style={{ borderColor: tone, background: `color-mix(in srgb, ${tone} 8%, var(--sheet))` }}
    >
      <div className="min-w-0 flex-1 basis-64">
        <b className="font-[580]">{title}</b>
        {children === undefined ? null : <span className="text-ink-2"> {children}</span>}
      </div>
      {action}
    </div>
  );
}
