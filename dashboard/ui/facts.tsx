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

/** Facts that are put together as data: names with their values. */
export function FactList({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}): ReactNode {
  return (
    <Facts>
      {facts.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </Facts>
  );
}
