// One side of a change: which it is, when it was so, and what is shown of it.
import type { ReactNode } from 'react';
import { FullMoment } from '../ui/moment.tsx';

interface VersionFigureProps {
  readonly name: string;
  readonly at: string;
  readonly children: ReactNode;
}

export function VersionFigure({ name, at, children }: VersionFigureProps): ReactNode {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-s">
        <b className="font-[580]">{name}</b>
        <span className="text-ink-3">
          <FullMoment at={at} />
        </span>
      </figcaption>
      {children}
    </figure>
  );
}
