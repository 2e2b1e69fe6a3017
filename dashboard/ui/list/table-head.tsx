// The head of a table: one row of names.
import type { ReactNode } from 'react';

export interface Head {
  readonly name: string;
  readonly className?: string;
  /** For readers alone: the column explains itself to the eye. */
  readonly isUnseen?: boolean;
}

export function TableHead({ heads }: { readonly heads: readonly (string | Head)[] }): ReactNode {
  return (
    <thead>
      <tr>
        {heads.map((head, column) => {
          const {
            name,
            className,
            isUnseen = false,
          }: Head = typeof head === 'string' ? { name: head } : head;
          return (
            // Fields of a job are columns too, and may be called as another column is.
            <th key={`${column} ${name}`} scope="col" className={className}>
              {isUnseen ? <span className="sr-only">{name}</span> : name}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
