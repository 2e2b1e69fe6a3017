// The pages of a job: what kind each is, when it was looked at, when it changed, what is missing on it.
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import type { PageSummary } from '../../../api/schemas/page.ts';
import { segment } from '../../api/ask.ts';
import { useList } from '../../api/use-list.ts';
import type { Search } from '../../api/search.ts';
import { useSearchText, withSearch } from '../../api/search-text.ts';
import { formatMoney } from '../../ui/appearance/format.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { type Head, TableHead } from '../../ui/list/table-head.tsx';

const HEADS: readonly (string | Head)[] = [
  'Page',
  'Type',
  { name: 'Price', className: 'number' },
  'Changed',
  'Looked at',
  { name: 'Looks', className: 'number hidden desk:table-cell' },
];
const SORTS = [
  ['', 'By address'],
  ['-lastChanged', 'Last changed'],
  ['-lastChecked', 'Last looked at'],
] as const;
const FILTERS = [
  ['state', 'Any state', ['live', 'removed', 'retired']],
  ['pageType', 'Any type', ['product', 'listing', 'article', 'other']],
] as const;

export function PagesTab({ job: { jobId } }: { readonly job: JobView }): ReactNode {
  const search = useSearchText();
  const navigate = useNavigate();
  const { q = '', state = '', pageType = '', sort = '', missing = '' } = search;
  const path = `/v1/jobs/${segment(jobId)}/pages` as const;
  const pages = useList(['job', jobId, 'pages'], path, { q, state, pageType, sort, missing });
  const set = (change: Search): void =>
    void navigate({ to: '.', search: withSearch(search, change), replace: true });
  const clear = (): void => set({ q: '', state: '', pageType: '', missing: '' });
  const isFiltered = [q, state, pageType, missing].some((value) => value !== '') || sort === '-lastChanged';
  return (
    <>
      <LinkTabs
        label="Order"
        tabs={SORTS.map(([key, name]) => ({
          name,
          current: key === sort,
          to: '.',
          search: withSearch(search, { sort: key }),
        }))}
      />
      <div className="mb-3 flex flex-wrap items-center gap-2.5">
        <SearchField label="Address or title" value={q} onSearch={(text) => set({ q: text })} />
        {FILTERS.map(([name, all, values]) => (
          <select
            key={name}
            aria-label={all}
            value={search[name] ?? ''}
            onChange={({ target }) => set({ [name]: target.value })}
            className="min-h-8 rounded-m border border-line-strong bg-sheet px-2"
          >
            <option value="">{all}</option>
            {values.map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        ))}
        {missing === '' ? null : (
          <Button kind="quiet" onClick={() => set({ missing: '' })}>
            without {missing} ×
          </Button>
        )}
        <a
          href={`/v1/exports/pages.csv?jobId=${segment(jobId)}`}
          download
          className="ml-auto py-1 text-s text-accent hover:underline"
        >
          CSV
        </a>
      </div>
      <Card flush>
        <ListFrame list={pages} empty={<NoPages isFiltered={isFiltered} clear={clear} />}>
          {(items) => <PageTable pages={items} />}
        </ListFrame>
      </Card>
    </>
  );
}

function NoPages({
  isFiltered,
  clear,
}: {
  readonly isFiltered: boolean;
  readonly clear: () => void;
}): ReactNode {
  if (!isFiltered)
    return <EmptyState title="No page yet">Pages stand here as soon as a run has looked at them.</EmptyState>;
  return (
    <EmptyState title="No page matches" action={<Button onClick={clear}>Clear the filters</Button>}>
      Pages that never changed are not in the order of changes.
    </EmptyState>
  );
}

export function PageTable({ pages }: { readonly pages: readonly PageSummary[] }): ReactNode {
  return (
    <>
      <table className="table max-phone:hidden">
        <TableHead heads={HEADS} />
        <tbody>
          {pages.map((page) => (
            <PageRow key={page.pageId} page={page} />
          ))}
        </tbody>
      </table>
      <ul className="phone:hidden">
        {pages.map((page) => (
          <li key={page.pageId} className="border-t border-line px-3 py-2.5 first:border-t-0">
            <PageName page={page} />
            <p className="mt-1 flex flex-wrap gap-x-3 text-s text-ink-3">
              <span>{page.state === 'live' ? (page.pageType ?? 'not judged') : page.state}</span>
              {page.price === null ? null : <span>{formatMoney(page.price)}</span>}
              <span>
                looked at <Moment at={page.lastCheckedAt} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function PageRow({ page }: { readonly page: PageSummary }): ReactNode {
  return (
    <tr>
      <td className="max-w-[46ch]">
        <PageName page={page} />
      </td>
      <td className="text-s text-ink-2">
        {page.state === 'live' ? (
          (page.pageType ?? '–')
        ) : (
          <b className="font-[540] text-failed">{page.state}</b>
        )}
      </td>
      <td className="number">
        {page.price === null ? <span className="text-ink-3">–</span> : formatMoney(page.price)}
      </td>
      <td className="text-s whitespace-nowrap">
        {page.lastChangedAt === null ? (
          <span className="text-ink-3">never</span>
        ) : (
          <Moment at={page.lastChangedAt} />
        )}
      </td>
      <td className="text-s whitespace-nowrap text-ink-2">
        <Moment at={page.lastCheckedAt} />
      </td>
      <td className="number hidden text-s text-ink-2 desk:table-cell">{page.checks}</td>
    </tr>
  );
}

function PageName({
  page: { pageId, title, url, missingFields },
}: {
  readonly page: PageSummary;
}): ReactNode {
  return (
    <>
      <Link to="/pages/$pageId" params={{ pageId }} className="block font-[540] hover:text-accent">
        <CutText text={title === '' ? url : title} />
      </Link>
      <CutText text={url} className="text-s text-ink-3" />
      {missingFields.length === 0 ? null : (
        <CutText text={`missing: ${missingFields.join(', ')}`} className="text-s text-failed" />
      )}
    </>
  );
}
