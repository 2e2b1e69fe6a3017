// Who did what over the API. Filters stand in the address; older entries are loaded as they are asked for.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditList } from '../../api/schemas/access/audit.ts';
import { ask } from '../api/ask.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { AuditFilters, type AuditSearch } from './filters.tsx';
import { AuditRow } from './row.tsx';

export function Screen(): ReactNode {
  const search: AuditSearch = useSearch({ strict: false });
  const { actor, action, subject, result, since } = search;
  const filter = { actor, action, subject, result, since };
  const audit = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      ask<AuditList>('/v1/audit', { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const entries = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const keptDays = audit.data?.pages[0]?.keptDays;
  return (
    <>
      <PageHead
        title="Who did what"
        tab="Audit"
        crumbs={[{ name: 'Settings', to: '/settings' }]}
        sub={`Every verb and change over the API, refused ones too${keptDays === undefined ? '.' : `, kept for ${keptDays} days.`} What schedules do is in the runs of their jobs.`}
      />
      <AuditFilters search={search} />
      <Card flush>
        {audit.isPending ? <Loading rows={8} /> : null}
        {audit.error === null ? null : (
          <div className="p-4">
            <ProblemNote error={audit.error} retry={() => void audit.refetch()} />
          </div>
        )}
        {audit.isSuccess && entries.length === 0 ? <Nothing isFiltered={isFiltered} /> : null}
        <ol>
          {entries.map((entry) => (
            <AuditRow key={entry.auditId} of={entry} />
          ))}
        </ol>
        {audit.hasNextPage ? (
          <p className="border-t border-line p-3 text-center">
            <Button onClick={() => void audit.fetchNextPage()} disabled={audit.isFetchingNextPage}>
              Show older entries
            </Button>
          </p>
        ) : null}
      </Card>
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const navigate = useNavigate();
  if (!isFiltered)
    return (
      <EmptyState title="Nothing was changed yet">
        The first job you make, start or pause is written here.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing of this kind was done"
      action={<Button onClick={() => void navigate({ to: '/audit', search: {} })}>Clear the filters</Button>}
    />
  );
}
