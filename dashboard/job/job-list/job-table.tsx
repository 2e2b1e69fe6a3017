// The table of jobs: only the rows near the view are in the document, however many are loaded.
import { useNavigate } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { JobRow } from '../../../api/schemas/job/job-list.ts';
import type { Search } from '../../api/search.ts';
import { useJobStop } from '../../verb/emergency/use-job-stop.tsx';
import { VerbMenu } from '../../verb/verb-buttons.tsx';
import { ChangeCell, NameCell, NextCell, PhoneLine, PriceCell, StateCell, StripCell } from './job-cells.tsx';
import { nextSort, sortOf } from './job-query.ts';
import type { Selection } from './selection.ts';

interface Column {
  readonly title: string;
  /** Name of the order, if one can sort by it. */
  readonly sort?: string;
  readonly className: string;
  readonly cell: (job: JobRow) => ReactNode;
}

const COLUMNS: readonly Column[] = [
  {
    title: 'State',
    sort: 'state',
    className: 'hidden w-[132px] phone:table-cell',
    cell: (job) => <StateCell job={job} />,
  },
  {
    title: 'Last change',
    sort: 'lastChange',
    className: 'hidden w-[21%] desk:table-cell',
    cell: (job) => <ChangeCell job={job} />,
  },
  {
    title: 'Price',
    sort: 'price',
    className: 'number hidden w-[106px] phone:table-cell',
    cell: (job) => <PriceCell job={job} />,
  },
  {
    title: 'Last 20 runs',
    className: 'hidden w-[124px] wide:table-cell',
    cell: (job) => <StripCell job={job} />,
  },
  {
    title: 'Next run',
    sort: 'nextRun',
    className: 'number hidden w-[122px] phone:table-cell',
    cell: (job) => <NextCell job={job} />,
  },
];
/** Height of a row before it is measured, px. */
const ROW = 59;
const OVERSCAN = 12;
/** The next page is read when so many rows are left. */
const AHEAD = 60;

interface JobTableProps {
  readonly rows: readonly JobRow[];
  readonly total: number;
  readonly search: Search;
  readonly selection: Selection;
  readonly current: number;
  readonly readMore: () => void;
  readonly noteVisible: (ids: readonly string[]) => void;
}

export function JobTable({
  rows,
  total,
  search,
  selection,
  current,
  readMore,
  noteVisible,
}: JobTableProps): ReactNode {
  const table = useRef<HTMLTableElement>(null);
  const virtual = useRows(table, rows);
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const before = first === undefined ? 0 : first.start - virtual.options.scrollMargin;
  const after = last === undefined ? 0 : virtual.getTotalSize() - (last.end - virtual.options.scrollMargin);
  const ids = items.map(({ index }) => rows[index]?.jobId ?? '').join();
  useEffect(() => noteVisible(ids === '' ? [] : ids.split(',')), [ids, noteVisible]);
  useEffect(() => {
    if ((last?.index ?? 0) > rows.length - AHEAD) readMore();
  });
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: 'auto' });
  }, [current, virtual]);
  return (
    <table ref={table} aria-rowcount={total + 1} className="table table-fixed">
      <Head search={search} selection={selection} loaded={rows.length} />
      <tbody>
        <Gap height={before} />
        {items.map(({ index, key }) => {
          const job = rows[index];
          return job === undefined ? null : (
            <Row
              key={key}
              job={job}
              index={index}
              isCurrent={index === current}
              selection={selection}
              measure={virtual.measureElement}
            />
          );
        })}
        <Gap height={after} />
      </tbody>
    </table>
  );
}

function useRows(table: { readonly current: HTMLTableElement | null }, rows: readonly JobRow[]) {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const place = (): void => {
      const at = table.current?.getBoundingClientRect().top ?? 0;
      setTop(Math.round(at + window.scrollY));
    };
    place();
    const watcher = new ResizeObserver(place);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, [table]);
  // What it returns is read in this component alone, which nobody memoizes.
  // oxlint-disable-next-line react/incompatible-library
  return useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: (index) => rows[index]?.jobId ?? index,
  });
}

/** Stands for the rows that are not in the document. */
function Gap({ height }: { readonly height: number }): ReactNode {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td className="!border-0 !p-0" style={{ height }}>
        {'\u00a0'}
      </td>
    </tr>
  );
}

interface HeadProps {
  readonly search: Search;
  readonly selection: Selection;
  readonly loaded: number;
}

function Head({ search, selection, loaded }: HeadProps): ReactNode {
  const chosen = selection.ids.size;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = chosen > 0 && chosen < loaded;
  }, [chosen, loaded]);
  return (
    <thead>
      <tr>
        <th scope="col" className="w-10">
          <label className="-m-1 grid size-6 place-items-center">
            <input
              ref={box}
              type="checkbox"
              aria-label="Choose all loaded jobs"
              checked={chosen > 0 && chosen === loaded}
              onChange={selection.toggleLoaded}
            />
          </label>
        </th>
        <HeadCell title="Job" sort="name" className="" search={search} />
        {COLUMNS.map(({ title, sort, className }) => (
          <HeadCell key={title} title={title} sort={sort} className={className} search={search} />
        ))}
        <th scope="col" className="w-12">
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

interface HeadCellProps {
  readonly title: string;
  readonly sort: string | undefined;
  readonly className: string;
  readonly search: Search;
}

function HeadCell({ title, sort, className, search }: HeadCellProps): ReactNode {
  const navigate = useNavigate();
  const { by, descending } = sortOf(search);
  if (sort === undefined)
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  const isSorted = by === sort;
  const order = isSorted ? (descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" aria-sort={order} className={className}>
      <button
        type="button"
        className={`-mx-1 min-h-6 rounded-s px-1 hover:text-ink ${isSorted ? 'text-ink' : ''}`}
        onClick={() => {
          const { sort: _sort, ...rest } = search;
          const next = nextSort(search, sort);
          void navigate({ to: '/jobs', search: next === '' ? rest : { ...rest, sort: next } });
        }}
      >
        {title}
        <span aria-hidden="true"> {isSorted ? (descending ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  );
}

interface RowProps {
  readonly job: JobRow;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly selection: Selection;
  readonly measure: (element: HTMLTableRowElement | null) => void;
}

function Row({ job, index, isCurrent, selection, measure }: RowProps): ReactNode {
  const isChosen = selection.ids.has(job.jobId);
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      data-current={isCurrent || isChosen}
      aria-selected={isChosen}
    >
      <td>
        <label className="-m-1 grid size-6 place-items-center">
          <input
            type="checkbox"
            aria-label={`Choose ${job.name}`}
            checked={isChosen}
            onChange={({ nativeEvent }) =>
              selection.toggle(job.jobId, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
        </label>
      </td>
      <td>
        <NameCell job={job} />
        <PhoneLine job={job} />
      </td>
      {COLUMNS.map(({ title, className, cell }) => (
        <td key={title} className={className}>
          {cell(job)}
        </td>
      ))}
      <td className="!px-1">
        <RowMenu job={job} />
      </td>
    </tr>
  );
}

function RowMenu({ job }: { readonly job: JobRow }): ReactNode {
  const stop = useJobStop(job.jobId);
  return (
    <>
      <VerbMenu job={job} allowed={job.allowedTransitions} more={[stop.action]} />
      {stop.dialog}
    </>
  );
}
