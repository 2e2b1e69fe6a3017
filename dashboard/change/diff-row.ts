// The rows that a difference is painted as: headings of hunks, lines, and gaps between them.
import type { DiffView } from '../../api/schemas/change/diff.ts';

type Hunk = DiffView['hunks'][number];
export type DiffLine = Hunk['lines'][number];

export type DiffRow =
  | { readonly kind: 'gap'; readonly key: string; readonly skipped: number }
  | { readonly kind: 'hunk'; readonly key: string; readonly number: number; readonly name: string }
  | {
      readonly kind: 'line';
      readonly key: string;
      readonly line: DiffLine;
      /** Which side of a replaced line; `both`: the line stands once. */
      readonly side: 'before' | 'after' | 'both';
    };

/** `pages`: the pages of one difference, in order. A replaced line is two rows. */
export function toRows(pages: readonly DiffView[], isSplit: boolean): DiffRow[] {
  const rows: DiffRow[] = [];
  let last = 0;
  for (const { hunks } of pages)
    for (const { number, under, inFrame, skipped, lines } of hunks) {
      if (number !== last) {
        if (skipped > 0) rows.push({ kind: 'gap', key: `gap-${number}`, skipped });
        rows.push({ kind: 'hunk', key: `hunk-${number}`, number, name: hunkName(number, under, inFrame) });
      }
      last = number;
      for (const line of lines) rows.push(...lineRows(line, rows.length, isSplit));
    }
  const skipped = pages.at(-1)?.skippedAfter ?? 0;
  if (skipped > 0) rows.push({ kind: 'gap', key: 'gap-end', skipped });
  return rows;
}

function hunkName(number: number, under: string | null, inFrame: boolean): string {
  if (inFrame) return under === null ? 'Around the text' : `Around the text: ${under}`;
  return under ?? `Difference ${number}`;
}

function lineRows(line: DiffLine, at: number, isSplit: boolean): DiffRow[] {
  if (line.op !== 'replaced' || isSplit) return [{ kind: 'line', key: `line-${at}`, line, side: 'both' }];
  return [
    { kind: 'line', key: `line-${at}-before`, line, side: 'before' },
    { kind: 'line', key: `line-${at}-after`, line, side: 'after' },
  ];
}
