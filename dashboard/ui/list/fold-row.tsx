// A row of a list with more behind it, which is built when somebody opens it; and its state as a mark with words.
import { type ReactNode, useState } from 'react';

interface FoldRowProps {
  /** Tailwind's columns on a wide screen. */
  readonly columns: string;
  readonly head: ReactNode;
  /** What is behind it. */
  readonly children: () => ReactNode;
}

export function FoldRow({ columns, head, children }: FoldRowProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="border-b border-line last:border-b-0">
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary
          className={`grid cursor-pointer grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-paper ${columns}`}
        >
          {head}
        </summary>
        {isOpen ? children() : null}
      </details>
    </li>
  );
}

interface StateMarkProps {
  /** Colour of the mark; the words say the same. */
  readonly tone: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function StateMark({ tone, className = '', children }: StateMarkProps): ReactNode {
  return (
    <span className={`inline-flex items-center gap-1.5 text-s whitespace-nowrap ${className}`}>
      <span aria-hidden="true" className="size-2 shrink-0 rounded-full" style={{ background: tone }} />
      {children}
    </span>
  );
}
