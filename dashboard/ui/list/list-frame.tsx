// The four states of a list in one place: loading, failed, nothing, and the rows with the way to more of them.
import type { ReactNode } from 'react';
import type { ShownList } from '../../api/use-list.ts';
import { Button } from '../button.tsx';
import { Loading, ProblemNote } from '../empty-state.tsx';

export function ListFrame<Item>({
  list,
  empty,
  children,
}: {
  readonly list: ShownList<Item>;
  /** Nothing yet, or nothing matches. */
  readonly empty: ReactNode;
  readonly children: (items: readonly Item[]) => ReactNode;
}): ReactNode {
  const { items, error, retry, more, isReading } = list;
  if (items === null) return error === null ? <Loading /> : <ProblemNote error={error} retry={retry} />;
  if (items.length === 0 && more === null) return empty;
  return (
    <>
      {children(items)}
      {more === null ? null : (
        <div className="flex justify-center p-3">
          <Button onClick={more} disabled={isReading}>
            {isReading ? 'Reading …' : 'Show more'}
          </Button>
        </div>
      )}
    </>
  );
}
