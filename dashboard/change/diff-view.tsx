// A difference, painted from the hunks of the server: by words, by lines, or side by side. Long ones draw only the rows in
// view. Loaded when it is used.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { DiffView as Diff } from '../../api/schemas/change/diff.ts';
import { counted } from '../../domain/system/counted.ts';
import { useCommands } from '../api/registry.ts';
import { type DiffRow, toRows } from './diff-row.ts';
import { SplitLine, UnifiedLine } from './diff-line.tsx';
import { ScrollBox } from '../ui/list/scroll-box.tsx';

export type DiffForm = 'words' | 'lines' | 'side';

interface DiffViewProps {
  readonly pages: readonly Diff[];
  readonly form: DiffForm;
  /** Reads on; null: everything is there. */
  readonly more: (() => void) | null;
}

const VIRTUAL_FROM = 500;
const ROW_PX = 22;

export function DiffView({ pages, form, more }: DiffViewProps): ReactNode {
  const rows = useMemo(() => toRows(pages, form === 'side'), [pages, form]);
  const hunk = useHunkKeys(rows);
  if (rows.length > VIRTUAL_FROM)
    return <VirtualRows rows={rows} form={form} more={more} current={hunk.current} />;
  return (
    <ScrollBox label="Difference" className="overflow-x-auto font-mono text-s">
      <div data-diff="">
        {rows.map((row) => (
          <Row key={row.key} row={row} form={form} isCurrent={isHunk(row, hunk.current)} />
        ))}
      </div>
    </ScrollBox>
  );
}

function isHunk(row: DiffRow, number: number): boolean {
  return row.kind === 'hunk' && row.number === number;
}

/** `[` and `]` go from hunk to hunk. */
function useHunkKeys(rows: readonly DiffRow[]): { readonly current: number } {
  const [current, setCurrent] = useState(0);
  const numbers = rows.flatMap((row) => (row.kind === 'hunk' ? [row.number] : []));
  const go = (step: number): void => {
    const at = numbers.indexOf(current);
    const next = numbers[Math.min(numbers.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    setCurrent(next);
    document.querySelector(`[data-hunk="${next}"]`)?.scrollIntoView({ block: 'center' });
  };
  useCommands([
    { keys: '[', label: 'Previous difference', group: 'Change', run: () => go(-1) },
    { keys: ']', label: 'Next difference', group: 'Change', run: () => go(1) },
  ]);
  return { current };
}

function VirtualRows({
  rows,
  form,
  more,
  current,
}: {
  readonly rows: readonly DiffRow[];
  readonly form: DiffForm;
  readonly more: (() => void) | null;
  readonly current: number;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- its functions are used here alone and given to nobody
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 30,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const isAtEnd = last >= rows.length - 1;
  useEffect(() => {
    if (isAtEnd) more?.();
  }, [isAtEnd, more]);
  useEffect(() => {
    const at = rows.findIndex((row) => isHunk(row, current));
    if (at >= 0) virtual.scrollToIndex(at, { align: 'center' });
  }, [current, rows, virtual]);
  return (
    // A box that scrolls has to be reached by keyboard.
    <div
      ref={box}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label="The difference"
      className="h-[70vh] overflow-auto font-mono text-s"
      data-diff=""
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ key, index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row row={row} form={form} isCurrent={isHunk(row, current)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({
  row,
  form,
  isCurrent,
}: {
  readonly row: DiffRow;
  readonly form: DiffForm;
  readonly isCurrent: boolean;
}): ReactNode {
  if (row.kind === 'gap')
    return (
      <div className="px-3 py-1 font-sans text-xs text-ink-3">⋯ {counted(row.skipped, 'line')} as before</div>
    );
  if (row.kind === 'hunk')
    return (
      <div
        data-hunk={row.number}
        className={`mt-1 px-3 py-1 font-sans text-xs first:mt-0 ${isCurrent ? 'bg-accent-soft text-accent' : 'bg-sunk text-ink-2'}`}
        dir="auto"
      >
        {row.name}
      </div>
    );
  return form === 'side' ? (
    <SplitLine line={row.line} />
  ) : (
    <UnifiedLine line={row.line} side={row.side} byWords={form === 'words'} />
  );
}
