// A box that scrolls by itself, so that wide content never scrolls the page. It takes the focus, or keys could not scroll it.
import type { ReactNode } from 'react';

interface ScrollBoxProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
}

export function ScrollBox({ label, children, className = 'overflow-x-auto' }: ScrollBoxProps): ReactNode {
  return (
    <section
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={`relative ${className}`}
    >
      {children}
    </section>
  );
}
