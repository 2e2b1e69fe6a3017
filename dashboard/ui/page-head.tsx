// The head of a screen: where one is, a headline that says the state in words, and what can be done.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

interface Crumb {
  readonly name: string;
  readonly to: string;
}

interface PageHeadProps {
  readonly title: string;
  /** Name of the tab; the headline if it is not given. */
  readonly tab?: string;
  /** At most two lines; the whole of it stands in its title. */
  readonly isShort?: boolean;
  readonly sub?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  readonly actions?: ReactNode;
}

/** Characters of a name that always stands whole; longer ones are cut to the line. */
const SHORT_CRUMB = 16;
/** Characters of a headline that takes the whole width, with the actions below it. */
const LONG_TITLE = 70;

/** What had the focus when the user moved to another screen; null: the first load leaves the focus where it is. */
let movedFrom: Element | null = null;

export function noteNavigation(): void {
  movedFrom = document.activeElement ?? document.body;
}

/** Whoever went on to another control while the screen was loading stays there. */
function takesFocus(): boolean {
  if (movedFrom === null) return false;
  const { activeElement, body } = document;
  return !movedFrom.isConnected || activeElement === movedFrom || activeElement === body;
}

/** For when the control that had the focus is gone with what it did. */
export function focusHeadline(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

export function PageHead({
  title,
  tab = title,
  isShort = false,
  sub,
  crumbs = [],
  actions,
}: PageHeadProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab} · Webloom`;
  }, [tab]);
  useEffect(() => {
    if (takesFocus()) heading.current?.focus({ preventScroll: true });
    movedFrom = null;
  }, []);
  return (
    <header className="mt-5 mb-4">
      {crumbs.length === 0 ? null : (
        <nav aria-label="Where you are" className="mb-1.5 flex text-s text-ink-2">
          {crumbs.map(({ name, to }) => (
            <span key={to} className={`flex ${name.length > SHORT_CRUMB ? 'min-w-0' : 'shrink-0'}`}>
              <Link
                to={to}
                dir="auto"
                title={name}
                className="truncate py-0.5 hover:text-accent hover:underline"
              >
                {name}
              </Link>
              <span aria-hidden="true" className="mx-1.5 py-0.5 text-ink-3">
                /
              </span>
            </span>
          ))}
        </nav>
      )}
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className={`min-w-0 flex-1 ${title.length > LONG_TITLE ? 'basis-full' : 'basis-80'}`}>
          <h1
            ref={heading}
            tabIndex={-1}
            dir="auto"
            title={isShort ? title : undefined}
            className={`text-xl leading-[1.15] font-[620] tracking-[-.025em] phone:text-2xl ${isShort ? 'line-clamp-2' : ''}`}
          >
            {title}
          </h1>
          {sub === undefined ? null : <p className="mt-2 text-ink-2">{sub}</p>}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  );
}
