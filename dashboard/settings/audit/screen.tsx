// Who did what over the API. Filters stand in the address; older entries are loaded as they are asked for.
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/caller.ts';
import { useList } from '../../api/use-list.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { AuditFilters, type AuditSearch } from './filters.tsx';
import { AuditRow } from './row.tsx';

const CRUMBS = [{ name: 'Settings', to: '/settings' }];

export function Screen(): ReactNode {
  return useMay('admin') ? <Audit /> : <AdminsOnly />;
}

function AdminsOnly(): ReactNode {
  return (
    <>
      <PageHead title="Who did what" tab="Audit" crumbs={CRUMBS} />
      <EmptyState title="The audit is read by admins">
        Your key has another scope. An admin of the workspace sees who did what.
      </EmptyState>
    </>
  );
}

function Audit(): ReactNode {
  const search: AuditSearch = useSearch({ strict: false });
  const { actor, action, subject, result, since } = search;
  const filter = { actor, action, subject, result, since };
  const list = useList(['audit'], '/v1/audit', { ...filter, limit: 50 });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const keptDays = list.first?.keptDays;
  return (
    <>
      <PageHead
        title="Who did what"
        tab="Audit"
        crumbs={CRUMBS}
        sub={`Every verb and change over the API, refused ones too${keptDays === undefined ? '.' : `, kept for ${keptDays} days.`} What schedules do is in the runs of their jobs.`}
      />
      <AuditFilters search={search} />
      <Card flush>
        <ListFrame list={list} empty={<Nothing isFiltered={isFiltered} />}>
          {(entries) => (
            <ol>
              {entries.map((entry) => (
                <AuditRow key={entry.auditId} of={entry} />
              ))}
            </ol>
          )}
        </ListFrame>
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
