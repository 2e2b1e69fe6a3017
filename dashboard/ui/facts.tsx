// Facts as names with values beside them, the same on every screen.
import type { ReactNode } from 'react';

export function Facts({
  children,
  className = '',
}: {
  readonly children: ReactNode;
  readonly className?: string;
}): ReactNode {
  return <dl className={`facts ${className}`}>{children}</dl>;
}

export function Fact({
  name,
  children,
  isCode = false,
}: {
  readonly name: string;
  readonly children: ReactNode;
  readonly isCode?: boolean;
}): ReactNode {
  return (
    <>
      <dt dir="auto">{name}</dt>
      <dd dir="auto" className={`min-w-0 wrap-anywhere ${isCode ? 'font-mono' : ''}`}>
        {children}
      </dd>
    </>
  );
}
